my-plugin-title = Libro degli ospiti
my-plugin-text = La tua frase
my-plugin-send = Scrivi
my-plugin-none = Non c'è ancora nessuna frase: scrivi la prima.
my-plugin-too-long = Al massimo 200 caratteri.
form-required = Questo campo è obbligatorio.
