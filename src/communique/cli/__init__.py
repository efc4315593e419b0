"""The command `communique`: one file a command. The only room that prints."""

import sys

import click

from communique import __version__
from communique.cli.code import code_command
from communique.cli.codebook import codebook_command
from communique.cli.evaluate import evaluate_command
from communique.cli.gazetteer import gazetteer_command
from communique.cli.ground import ground_command
from communique.cli.parse import parse_command
from communique.cli.read import read_command
from communique.cli.register import register_command
from communique.cli.relate import relate_command
from communique.cli.resolve import resolve_command
from communique.records import CommuniqueError, RequestError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="communique")
def program() -> None:
    """Reports of politics between states, turned into data that can be trusted."""


program.add_command(code_command)
program.add_command(codebook_command)
program.add_command(evaluate_command)
program.add_command(gazetteer_command)
program.add_command(ground_command)
program.add_command(parse_command)
program.add_command(read_command)
program.add_command(register_command)
program.add_command(relate_command)
program.add_command(resolve_command)


def main() -> None:
    """Run the command line; errors of ours are told in one line, without a traceback."""
    try:
        program.main(prog_name="communique")
    except RequestError as err:
        click.echo(f"communique: {err}", err=True)
        sys.exit(2)
    except CommuniqueError as err:
        click.echo(f"communique: {err}" + (" (trying again may help)" if err.retry else ""), err=True)
        sys.exit(1)
