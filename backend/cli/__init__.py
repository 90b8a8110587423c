"""The command `playground`: runs the service, and uses it from a terminal.

A command imports what it needs when it runs, so that `playground --help` answers at once.
"""

import typer

from backend.cli import roles, service

app = typer.Typer(
    name="playground",
    help="An interactive deep learning tutorial: start it with [bold]playground up[/bold], then open the page or train from the terminal.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
roles.add_to(app)
service.add_to(app)
