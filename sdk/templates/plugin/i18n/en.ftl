my-plugin-title = Visitors' book
my-plugin-text = Your line
my-plugin-send = Write
my-plugin-none = There is no line yet: write the first one.
my-plugin-too-long = At most 200 characters.
form-required = This field is required.
