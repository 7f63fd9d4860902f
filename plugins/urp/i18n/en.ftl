urp-contacts-lead = Book an appointment, ask for help, or report something that does not work.
urp-functions = What you can do
urp-booking-title = Book an appointment
urp-booking-lead = Choose the office, the day and the time: it takes a few minutes, and you do not queue.
urp-assistance-title = Ask for assistance
urp-assistance-lead = A question about a service or about your case? Write to us and we will answer.
urp-report-title = Report a problem
urp-report-lead = A pothole, a street lamp that is out, a broken bin: tell us where and what does not work.
urp-have-code = Do you have a code?
urp-code = Code
urp-code-hint = The one that you got at the end of your booking, request or report.
urp-code-unknown = Nothing has this code: check that you typed it correctly.
urp-find = Find
urp-to-contacts = Back to the contacts
urp-home = Back to the home page

urp-step-office = Office
urp-step-slot = Day and time
urp-step-subject = Details
urp-step-person = Applicant
urp-step-summary = Summary
urp-step-category = Category of service
urp-step-request = Request
urp-step-done = (completed)
urp-go-on = Next
urp-back = Back
urp-send = Send
urp-choose = Choose
urp-optional = optional
urp-errors = Correct these fields and send again
urp-suggest-hint = Type a few letters and choose one of the suggestions.
urp-too-long = Write at most { $max } characters.
urp-bad-email = Write a whole email address, such as name@example.org.
urp-bad-phone = Write a telephone number: digits and spaces, with a + at the beginning if needed.
urp-not-ticked = To go on, confirm that you have read the privacy notice.
urp-nothing-chosen = Choose one of the entries.
urp-too-many = We are receiving too many requests at the moment. Try again later, or call the switchboard.

urp-no-offices = No office receives by appointment at the moment. You can write to us with a request for assistance.
urp-ask-instead = Ask for assistance
urp-draft-expired = More than two hours have passed since your last step, and we have deleted what you entered. No appointment was made.
urp-begin-again = Begin again
urp-office = Office
urp-choose-day = Choose a day
urp-time = Time
urp-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
urp-weekday = { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
urp-weekday-short = { $day ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
urp-free = { $count ->
    [one] { $count } free time
   *[other] { $count } free times
}
urp-no-slots = This office has no free appointments in the next days. Choose another office, or write to us.
urp-other-office = Choose another office
urp-slot-taken = Somebody else has just taken this time
urp-slot-taken-text = Choose one of the times that are still free. Everything that you wrote in the other steps is still there.
urp-topic = Topic
urp-reason = Reason for the appointment
urp-reason-hint = Say in a few words what you need, at most { $max } characters. Do not write about health or about other people.
urp-name = First name
urp-surname = Surname
urp-full-name = Name
urp-email = Email
urp-email-hint = The office uses it if it has to reach you about this appointment.
urp-phone = Telephone
urp-privacy-read = I have read and understood the privacy notice
urp-privacy-notice = Privacy notice
urp-enough-appointments = There are already three appointments to come with this address: cancel one with its code, then try again.
urp-declaration = What you have stated has the value of a declaration. Check that it is correct.
urp-change = Change
urp-confirm = Confirm and send
urp-appointment-made = Your appointment is confirmed.
urp-appointment-cancelled = The appointment is cancelled, and your data has been deleted.
urp-your-appointment = Your appointment
urp-when = When
urp-address = Address
urp-keep-code = Keep the code or print this page: with the code you can see the appointment again or cancel it.
urp-to-calendar = Add to calendar
urp-cancel = Cancel the appointment
urp-book-again = Book another appointment

urp-category = Category of service
urp-service = Service
urp-details = Details
urp-details-hint = Describe the problem, at most { $max } characters. Do not write about health or about other people.
urp-assistance-sent = We have received your request. The office will answer to the email address that you gave.
urp-your-request = Your request
urp-number = Number of the request
urp-sent = Sent
urp-keep-number = Keep the number: the office finds your request by it.

urp-report-category = Category
urp-place = Place
urp-place-hint = Street and number, or a place that can be recognised.
urp-subject = Subject
urp-description = Description
urp-description-hint = Say what does not work and since when, at most { $max } characters. Do not write about other people.
urp-report-email-hint = Leave it if the office may ask you for more.
urp-state = Where it stands
urp-stage = { $state ->
    [received] Received
    [in-progress] In progress
   *[closed] Closed
}
urp-now = now
urp-state-changed = Last update
urp-keep-code-report = Keep the code or the address of this page: you can follow your report here.

urp-rating-stars = Rating
urp-rating-star = { $stars ->
    [one] { $stars } star
   *[other] { $stars } stars
}
urp-no-stars = Choose from 1 to 5 stars.
urp-rating-positive = What did you like best?
urp-rating-negative = Where did you have the most difficulty?
urp-rating-good = { $answer ->
    [1] The instructions were clear
    [2] The instructions were complete
    [3] I always knew that I was doing it right
    [4] I had no technical problems
   *[5] Something else
}
urp-rating-bad = { $answer ->
    [1] The instructions were sometimes unclear
    [2] The instructions were sometimes incomplete
    [3] I sometimes did not know whether I was doing it right
    [4] I had technical problems
   *[5] Something else
}
urp-rating-words = Would you like to add details?
urp-rating-thanks = Your rating is anonymous.
urp-back-to-page = Back to the page
urp-overview-lead = How clear the site's pages are to those who rated them. Only pages with at least { $least } ratings are shown.
urp-overview-total = { $count ->
    [one] out of 5, on average over { $count } rating
   *[other] out of 5, on average over { $count } ratings
}
urp-overview-pages = Most rated pages
urp-overview-page = Page
urp-overview-count = Ratings
urp-overview-average = Average
urp-overview-none = Nobody has rated a page yet.

form-required = This field is required.
form-choice = Choose one of the entries.
