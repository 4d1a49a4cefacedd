"""axe-core, asked in the page itself."""

from playwright.sync_api import Page

from tests.browser.conftest import NODE_MODULES

AXE = NODE_MODULES / "axe-core" / "axe.min.js"
# The e-mails are the business's own pages, and no script runs in them: axe cannot look inside.
RUN = """async () => {
  const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
  const { violations } = await axe.run(document, { iframes: false, runOnly, resultTypes: ["violations"] });
  const why = (node) => node.any.map((one) => one.message).join("; ");
  const said = (help, node) => `${help}: ${node.html} ${why(node)}`.slice(0, 400);
  return violations.flatMap(({ help, nodes }) => nodes.map((node) => said(help, node)));
}"""


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it is shown."""
    if not page.evaluate("typeof axe === 'object'"):
        page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    return page.evaluate(RUN)
