portal-menu-administration = Administration
portal-menu-news = News
portal-menu-services = Services
portal-menu-live = Living here

portal-notice = Notice
portal-read-more = Read more
portal-featured = Featured services
portal-by-category = Browse by category
portal-by-topic = Browse by topic
portal-all-services = See all { $count } services
portal-all-topics = All topics
portal-topics = Topics
portal-topics-lead = Services, news, events, places and documents by topic: choose what concerns you.
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
portal-facet-more = Show more
portal-search-category = Search this category
portal-search-everywhere = Search the whole site
portal-hint-categories = Or choose a category of services
portal-assistance = Ask for assistance
portal-also-found = We also show what there is for “{ $query }”
portal-also-all = See all results for “{ $query }”
portal-suggested = Suggestions
portal-suggested-found = Suggestions found, choose with the arrow keys
portal-suggested-none = No suggestions

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

portal-licence-gist = In short: you may reuse the contents of this site, for business too, if you name their source. The Italian text above holds. The whole licence:

portal-questions-lead = What you ask us most often, and our answers.
portal-no-questions = There are no questions here yet.

portal-transparency-lead = Documents, information and data on the organisation and the work of the administration, as Legislative Decree 33 of 14 March 2013 demands.
portal-transparency-voices = The parts of this section
portal-transparency-articles = Published under Legislative Decree 33 of 14 March 2013, art. { $articles }.
portal-transparency-contents = Contents
portal-transparency-empty = At present there are no documents, information or data to publish in this part under Legislative Decree 33 of 14 March 2013.
portal-civic-access = Civic access
portal-civic-access-text = If a document, an information or a datum is missing that must be published, everybody may ask for it by civic access, free of charge and without a reason (art. 5 of Legislative Decree 33/2013).
portal-documents = Documents

portal-personal-area = Personal area
portal-personal-lead = Everything between you and the administration in one place: messages, cases, payments and deadlines.
portal-personal-rooms = What is in the personal area
portal-personal-here = What will be here
portal-personal-login = How to log in
portal-personal-login-text = You need a digital identity:
portal-personal-spid = SPID, the Italian public digital identity
portal-personal-cie = CIE, the electronic identity card, with its PIN
portal-personal-cns = CNS, the national services card or an activated health card
portal-personal-eidas = eIDAS, the digital identity of another country of the European Union
portal-personal-closed = Logging in is not possible on this site yet. Meanwhile, read how each service is asked for:
portal-personal-messaggi = What the administration writes to you, and your answers.
portal-personal-attivita = What you have done and what is left to do: deadlines, payments, appointments.
portal-personal-i-miei-servizi = The services that you use, and a short way to those that you ask for most.
portal-personal-pratiche = Your requests and how far they are, drafts to finish, and receipts.
portal-personal-notifiche = Notices about news and deadlines, and where you want to get them.
portal-personal-impostazioni = Your data and contacts, and what the site may remember for your next requests.

portal-questions = Frequent questions
portal-transparency = Transparent administration
portal-map-others = Other pages
portal-map-feed = News as RSS

portal-contents = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
portal-no-contents = There is nothing here yet.
portal-explore-area = Browse this section
portal-explore-list = Browse the list
portal-search-here = Search this section
portal-search-topic = Search this topic
portal-load-more = Show more events
portal-nothing-more = There are no more events
portal-see-all = See all
portal-latest-news = Latest news
portal-next-events = Next events
portal-featured-administration = Featured
portal-featured-places = Places to know
portal-all-news = All news
portal-all-events = All events
portal-all-places = All places
portal-all-administration = The whole administration
portal-administration = Administration
portal-thematic-sites = Thematic sites
portal-topic-lead = Services, news, events, places, offices and documents about this topic.
portal-services-heading = Services
portal-news = News
portal-events = Events
portal-places = Places
portal-documents-and-data = Documents and data
portal-questions = Frequent questions
portal-related-contents = Related contents
portal-book = Book an appointment
portal-back-to-service = Back to the service

portal-what = What it is
portal-place = Place
portal-when = Dates and times
portal-from = from
portal-to = to
portal-add-to-calendar = Add it to your calendar
portal-costs = Costs
portal-organiser = Organised by
portal-by = Written by
portal-persons = People
portal-related-services = Related services
portal-entrance = How to get in
portal-public-hours = Opening hours
portal-responsible-office = Responsible office
portal-seat-of = Seat of
portal-seat = Main seat
portal-competences = What it does
portal-leader = Head
portal-parent-unit = Part of
portal-units = Related structures
portal-offered = Services offered
portal-role = Role
portal-organisation = Organisation
portal-leads = Head of
portal-delegations = Delegations
portal-biography = Biography
portal-document = Document
portal-licence = Licence
portal-laws = Laws
portal-distribution = Distribution
portal-theme = Theme
portal-holder = Rights holder
portal-frequency = How often it is updated
portal-web-site = Web site
portal-postcode = Postcode
portal-district = District
portal-map = See it on the map
portal-other-name = Also known as
portal-published = Date
portal-valid-until = Valid until
portal-number = Number
portal-date = Date of the document
portal-register-number = Register number
portal-in-office-since = In office since
portal-in-office-until = In office until
