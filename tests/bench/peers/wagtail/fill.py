"""Fills the site with as many pages as the home page of Naples has cards. Run by `manage.py shell`."""

from home.models import HomePage

home = HomePage.objects.get(depth=2)
home.title = "Comune di Napoli"
home.search_description = "Scegli il servizio e scopri come fare."
home.save()
for number in range(30):
    home.add_child(
        instance=HomePage(
            title=f"Servizio numero {number + 1}",
            slug=f"servizio-{number + 1}",
            search_description="A chi si rivolge, come si fa, quanto tempo ci vuole e che cosa si ottiene alla fine.",
        )
    )
