portal-menu-services = Services
portal-menu-topics = Topics

portal-notice = Notice
portal-read-more = Read more
portal-featured = Featured services
portal-by-category = Browse by category
portal-by-topic = Browse by topic
portal-all-services = See all { $count } services
portal-all-topics = All topics
portal-topics = Topics
portal-topics-lead = Services by topic: choose what concerns you.
portal-explore = Browse the services
portal-no-services = There is no service here yet.
portal-services = { $count ->
    [one] { $count } service
   *[other] { $count } services
}

portal-search-label = Search for a service or information
portal-search-services = Search the services
portal-search-placeholder = What do you need?
portal-search-submit = Search
portal-suggestions = Most wanted services
portal-results = { $count ->
    [0] No results
    [one] { $count } result
   *[other] { $count } results
}
portal-nothing-found = We found nothing that matches your search.
portal-nothing-found-for = We found nothing for “{ $query }”.
portal-hint-spelling = Check that the words are spelt correctly.
portal-hint-words = Try simpler or more general words.
portal-hint-filters = Search for the same words without filters
portal-hint-browse = See all services
portal-filters = Active filters
portal-filter-remove = Remove the filter
portal-refine = Refine the search

portal-active = Service available
portal-inactive = Service not available
portal-inactive-reason = Why it is not available
portal-page-index = On this page
portal-who = Who it is for
portal-area = Where it is offered
portal-description = Description
portal-how = What to do
portal-needed = What you need
portal-needed-intro = Have these at hand when you apply:
portal-obtained = What you get
portal-times = Times and deadlines
portal-days = { $count ->
    [0] At once
    [one] { $count } day
   *[other] { $count } days
}
portal-days-label = longest time to an answer
portal-cost = What it costs
portal-access = Access the service
portal-access-online = Go to the online service
portal-online-text = You can apply online.
portal-booking-text = The office receives by appointment: book before you go.
portal-office-text = Ask for the service at the office.
portal-more = Further information
portal-constraints = Constraints
portal-special-cases = Special cases
portal-conditions = Conditions of service
portal-contacts = Contacts
portal-address = Address
portal-hours = Opening hours
portal-telephone = Telephone
portal-email = Email
portal-related = Related services
portal-updated = Last update
