"""Formulas that start a program or draw on what is not in the file, wherever one may stand, and those that only look so.

(what it is, name, content): OUTWARD are all refused, FORMULAS all taken.
"""

from xml.sax.saxutils import escape, quoteattr

from partnerships.documents.tests.factories import docx, odt


def cells(element, attribute, words):
    """An ODS with the element that says the words."""
    names = 'xmlns:table="urn:t" xmlns:style="urn:s" xmlns:calcext="urn:c"'
    return odt(("a.xml", f"<{element} {names} {attribute}={quoteattr(words)}/>"), kind="spreadsheet")


def table(formula):
    return cells("table:table-cell", "table:formula", formula)


def sheet(content):
    return docx(("xl/worksheets/a.xml", f"<worksheet>{content}</worksheet>"), main="xl/workbook.xml")


def cell(formula, element="f"):
    return sheet(f"<{element}>{escape(formula)}</{element}>")


def defined(words):
    return cell(words, "definedName")


SERVER = 'WEBSERVICE("https://example.org")'
OTHER_FILE = "'file:///C:/x.ods'#$Sheet1.A1"
# Where a formula may stand: (element, attribute, what stands around it).
IN_ODS = [
    ("table:table-cell", "table:formula", "of:=COM.MICROSOFT.{}"),
    ("table:named-expression", "table:expression", "of:=COM.MICROSOFT.{}"),
    ("table:content-validation", "table:condition", "of:is-true-formula({}=1)"),
    ("style:map", "style:condition", "is-true-formula({}=1)"),
    ("calcext:condition", "calcext:value", "formula-is({}=1)"),
    ("calcext:color-scale-entry", "calcext:value", "{}"),
    ("calcext:formatting-entry", "calcext:value", "{}"),
]
IN_XLSX = [
    *("f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula"),
    *("oldFormula", "FmlaPict", "FmlaRange", "FmlaLink", "FmlaTxbx"),
]
IN_XLSX_ATTRIBUTES = [
    ("cfvo", "val"),
    ("calculatedItem", "formula"),
    ("cacheField", "formula"),
    ("sp", "textlink"),
    *(("formControlPr", name) for name in ("fmlaLink", "fmlaRange", "fmlaTxbx")),
]
ADDRESSES = [
    ("table:named-range", "table:cell-range-address"),
    ("table:named-range", "table:base-cell-address"),
    ("table:source-cell-range", "table:cell-range-address"),
    ("table:database-range", "table:target-range-address"),
    ("table:consolidation", "table:source-cell-range-addresses"),
    ("chart", "table:values-cell-range-address"),
    ("sparkline", "calcext:data-range"),
    ("form", "table:linked-cell"),
]
# What would be found outside of texts, names and references: (what hides it, the formula).
HIDDEN = [
    ("an open text", 'A1&WEBSERVICE(A1)&"'),
    ("an open text before it", 'A1&"&WEBSERVICE(A1)'),
    ("a quote in names", "'a\"b'!A1&WEBSERVICE(A1)&'a\"b'!A1"),
    ("a quote in columns", 'T[[a"b]]&WEBSERVICE(A1)&T[[a"b]]'),
    ("a quote in columns with an escaped bracket", "T[a']']\"b]&WEBSERVICE(A1)&T[a']']\"b]"),
    ("an apostrophe in texts", '"it\'s"&WEBSERVICE(A1)&"it\'s"'),
    ("a brace in names", "'{'!A1+cmd|'/C calc'!A0+'}'!A1"),
    ("a brace in columns", "T[{]+cmd|x!A0+T[}]"),
    ("a brace in texts", '"{"&cmd|x!A0&"}"'),
    ("a prefix in a text", "cmd|'/C calc'!A0&\":=\""),
    ("an operator", "A1&cmd|'/C calc'!A0"),
    ("a long way", " " * 200_000 + "WEBSERVICE(A1)"),
    ("an array", "{1,2}&WEBSERVICE(A1)"),
    ("columns with an escaped sign", "T[Order '#]&WEBSERVICE(A1)&T[Item '#]"),
    ("columns within columns", "T[[a]&WEBSERVICE(A1)&[b]]"),
]
OUTWARD = [
    ("ODS: a formula that starts a program", "costs.ods", table('of:=DDE("cmd";"/C calc";"x")')),
    ("ODS: the same as Excel writes it", "costs.ods", table("msoxl:=cmd|'/C calc'!A0")),
    ("ODS: a formula that draws on another file", "costs.ods", table("of:=" + OTHER_FILE)),
    ("ODS: a formula that calls a server", "costs.ods", table("of:=" + SERVER)),
    ("XLSX: a name that starts a program", "costs.xlsx", defined("cmd|'/C calc'!A0")),
    ("XLSX: a name that calls a server", "costs.xlsx", defined("WEBSERVICE(A1)")),
    ("ODS: a name that starts a program", "costs.ods", cells("n", "table:expression", 'of:=DDE("soffice";"/x.ods";"A1")')),
    ("ODS: a formula that draws on a file beside it", "costs.ods", table("of:=['other.ods'#$Sheet1.A1]")),
    ("ODS: a formula that looks there by a text", "costs.ods", table(f'of:=INDIRECT("{OTHER_FILE}")')),
    ("XLSX: a formula that draws on a share", "costs.xlsx", cell(r"'\\host\share\[b.xlsx]S'!A1")),
    ("XLSX: an image of a server", "costs.xlsx", cell('_xlfn.IMAGE("https://example.org/a.png")')),
    ("XLSX: data of a program", "costs.xlsx", cell('RTD("prog",,"x")')),
    ("XLSX: a function of a library", "costs.xlsx", cell('CALL("Kernel32","WinExec","JFF","calc",0)')),
    ("XLSX: a library", "costs.xlsx", cell('REGISTER.ID("Kernel32","WinExec")')),
    ("XLSX: a program", "costs.xlsx", defined('EXEC("calc")')),
    ("XLSX: a database", "costs.xlsx", cell('SQL.REQUEST("DSN=x",,2,"select 1")')),
    *((f"ODS: {at} of {name}", "costs.ods", cells(name, at, around.format(SERVER))) for name, at, around in IN_ODS),
    *((f"ODS: {at} of {name} elsewhere", "costs.ods", cells(name, at, OTHER_FILE)) for name, at in ADDRESSES),
    *((f"XLSX: {name}", "costs.xlsx", cell(SERVER, name)) for name in IN_XLSX),
    *((f"XLSX: {at} of {name}", "costs.xlsx", sheet(f"<{name} {at}={quoteattr(SERVER)}/>")) for name, at in IN_XLSX_ATTRIBUTES),
    ("XLSX: one within another", "costs.xlsx", sheet("<f>WEB<f>A1</f>SERVICE(A1)</f>")),
    ("XLSX: one deep within another", "costs.xlsx", sheet("<f>WEB<a><f>A1</f></a>SERVICE(A1)</f>")),
    *((f"XLSX: hidden by {what}", "costs.xlsx", cell(formula)) for what, formula in HIDDEN),
    *((f"ODS: hidden by {what}", "costs.ods", table("of:=" + formula)) for what, formula in HIDDEN),
]
HARMLESS_IN_ODS = [
    "SUM({1;2|3;4})",
    "SUM({1;2|3;4})+[.A1:.B2]![.B2:.C3]",
    'IF([.A1]="";"open, yes | no!";{"a, ""b | c!"|#N/A!})',
    """IF(['It''s | new'.A1]="WEBSERVICE(x)";1;2)""",
    'HYPERLINK("https://example.org";"don\'t | do!")',
]
HARMLESS_IN_XLSX = [
    'IF(A1=1,"open, yes | no","")',
    'IF(A1=1,"say ""yes | no!""","")',
    '"Never use WEBSERVICE(url) or RTD (data)"',
    "'Image (2)'!A1+'a | b'!A1",
    "T[[#This Row],[Image (px)]]*T[a | b]+T!A1",
    "Table1[Order '#]*Table1[Item '#]",
    "SUM('Jan 1:Mar 3'!A1)",
    "MYIMAGE(A1)+PORTDTD(A1)",
]
FORMULAS = [
    ("a formula", "costs.xlsx", cell('SUM(A1:A9)&"|"')),
    ("a formula", "costs.ods", table('of:=IF([.A1]=0;"|";SUM([.A1:.A9]))')),
    *(("a formula: " + words, "costs.ods", table("of:=" + words)) for words in HARMLESS_IN_ODS),
    *(("a formula: " + words, "costs.xlsx", cell(words)) for words in HARMLESS_IN_XLSX),
    ("a condition", "costs.ods", cells("style:map", "style:condition", 'cell-content()="yes | no!"')),
    (
        "a validation",
        "costs.ods",
        cells("table:content-validation", "table:condition", 'of:cell-content-is-in-list("a | b!";"c")'),
    ),
    ("a named range", "costs.ods", cells("table:named-range", "table:cell-range-address", "$'Sheet #1'.$A$1:.$B$9")),
    (
        "one in the place of another",
        "costs.xlsx",
        sheet("<c><formula1> <f>A1</f> </formula1><formula2><f>B1</f></formula2></c>"),
    ),
    ("a filter by words", "costs.ods", cells("table:filter-condition", "table:value", "RTD (2)")),
    ("a mean in a text", "minutes.odt", odt(("a.xml", '<t:p xmlns:t="urn:t" t:formula="ooow:mean 10|20|30"/>'))),
    ("a name", "costs.xlsx", defined("Sheet1!$A$1:$B$9")),
]
