italia-skip-to-content = Skip to content
italia-skip-to-footer = Skip to footer
italia-languages = Language
italia-login = Log in to your personal area
italia-search = Search
italia-follow-us = Follow us
italia-menu = Main menu
italia-menu-open = Open the menu
italia-menu-close = Close
italia-breadcrumb = Breadcrumb
italia-home = Home
italia-pages = Result pages
italia-page = Page
italia-previous-page = Previous page
italia-next-page = Next page

italia-contact-us = Get in touch
italia-faq = Read the frequently asked questions
italia-assistance = Ask for assistance
italia-call = Call { $number }
italia-booking = Book an appointment
italia-write = Write a certified e-mail (PEC)
italia-report-problem = Report a problem in town
italia-report = Report a fault

italia-contacts = Contacts
italia-tax-code = Tax code
italia-vat-number = VAT number
italia-ipa-code = IPA code
italia-switchboard = Switchboard
italia-site = This site
italia-useful-links = Useful links
italia-transparency = Transparent administration
italia-notice-board = Official notice board
italia-privacy = Privacy notice
italia-legal-notes = Legal notes
italia-accessibility = Accessibility statement
italia-eu-funded = Funded by the European Union - NextGenerationEU

italia-go-home = Back to the home page
italia-request-id = Request code
italia-part-unavailable = This part of the page is not available at the moment. Please try again later.
italia-not-translated = This page has not been translated yet: you are reading it in the language it was written in.

italia-404-title = Page not found
italia-404-text = The page does not exist or has moved. Check the address or try to search for it.
italia-403-title = Access denied
italia-403-text = You do not have permission to see this page.
italia-500-title = Something went wrong
italia-500-text = It is not your fault: the service is not answering as it should. Please try again in a few minutes.

form-required = This field is required.
form-number = Write a number.
form-choice = Choose one of the entries.
