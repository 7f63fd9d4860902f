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

italia-contacts = Contacts
italia-tax-code = Tax code
italia-vat-number = VAT number
italia-ipa-code = IPA code
italia-switchboard = Switchboard
italia-site = This site
italia-transparency = Transparent administration
italia-notice-board = Official notice board
italia-privacy = Privacy notice
italia-legal-notes = Legal notes
italia-accessibility = Accessibility statement
italia-eu-funded = Funded by the European Union - NextGenerationEU
italia-description = { $title }: information, services and contacts on the official site of { $name }.
italia-help = Do you need help?
italia-rules = Transparency and notes
italia-footer-faq = Read the FAQ
italia-footer-booking = Book an appointment
italia-footer-report = Report a fault
italia-footer-assistance = Ask for assistance
italia-media-policy = Media policy
italia-site-map = Site map
italia-improvement = Plan to improve the site
italia-feed = News as RSS
italia-look = Look
italia-look-auto = Automatic
italia-look-light = Light
italia-look-dark = Dark
italia-look-contrast = High contrast

italia-feedback-page = How clear is the information on this page?
italia-feedback-service = How easy was it to use this service?
italia-feedback-stars = Rate with 1 to 5 stars
italia-feedback-star = { $stars ->
    [one] { $stars } star out of 5
   *[other] { $stars } stars out of 5
}
italia-feedback-liked = What did you like best?
    .clear = The instructions were clear
    .complete = The instructions were complete
    .sure = I always knew that I was doing it right
    .technical = I had no technical problems
italia-feedback-missed = Where did you have the most difficulty?
    .clear = The instructions were sometimes unclear
    .complete = The instructions were sometimes incomplete
    .sure = I sometimes did not know whether I was doing it right
    .technical = I had technical problems
italia-feedback-other = Something else
italia-feedback-text = Would you like to add details?
italia-feedback-hint = At most 200 characters, without personal data. The rating is anonymous.
italia-feedback-send = Send

italia-go-home = Back to the home page
italia-try-again = Try again
italia-if-it-stays = If the problem stays, get in touch and quote this code.
italia-request-id = Request code
italia-part-unavailable = This part of the page is not available at the moment. Please try again later.
italia-preview = Preview
italia-preview-text = you also see scheduled and expired contents, which citizens do not see.
italia-preview-end = End the preview
italia-not-translated = This page has not been translated yet: you are reading it in the language it was written in.

italia-404-title = Page not found
italia-404-text = The page does not exist or has moved. Check the address, search for it or start again from the menu above.
italia-404-search = What were you looking for?
italia-403-title = Access denied
italia-403-text = You do not have permission to see this page. Go back to the home page or get in touch.
italia-500-title = Something went wrong
italia-500-text = It is not your fault: the service is not answering as it should, and the problem has already been recorded. Please try again in a few minutes.
italia-503-title = Service not available at the moment
italia-503-text = The service is overloaded, or we are repairing it. Wait a few minutes and try again.

form-required = This field is required.
form-number = Write a number.
form-choice = Choose one of the entries.
