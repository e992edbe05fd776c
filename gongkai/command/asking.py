"""The command line: its words, its help, and which function answers."""

import argparse
import os
import re
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, NoReturn

from gongkai.command.telling import FINE, MISUSE, complain

# argparse speaks English only; these are all the complaints a person can provoke here.
COMPLAINTS = (
    (r"the following arguments are required: (.+)", "缺少参数：{0}"),
    (r"unrecognized arguments: (.+)", "不认识的参数：{0}"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", "{0}不能是{1}，可以是：{2}"),
    (r"argument (.+?): expected (?:one|at least one) argument", "{0}后面缺少内容"),
    (r"argument (.+?): invalid \w+ value: (.+)", "{0}的内容{1}不合要求"),
    (r"argument (.+?): ignored explicit argument (.+)", "{0}后面不能带内容{1}"),
    (r"ambiguous option: (.+?) could match (.+)", "{0}不明确，可能是：{1}"),
)


class Formatter(argparse.HelpFormatter):
    """Help with a Chinese usage line."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that helps and complains in Chinese, and ends with 2 on misuse."""

    def __init__(self, **given: Any) -> None:
        super().__init__(formatter_class=Formatter, add_help=False, allow_abbrev=False, **given)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        complain(f"{_in_chinese(message)}。\n用 {self.prog} --help 看说明。")
        raise SystemExit(MISUSE)


def _in_chinese(message: str) -> str:
    for pattern, chinese in COMPLAINTS:
        if found := re.fullmatch(pattern, message):
            return chinese.format(*found.groups())
    return message


def main(words: Sequence[str] | None = None) -> int:
    """Answers one command: 0 fine, 1 something was found, 2 misuse."""
    asked = parser().parse_args(words)
    if asked.answer is None:
        parser().print_help()
        return FINE
    module, function = asked.answer.split(":")
    try:
        return int(getattr(import_module(f"gongkai.command.{module}"), function)(asked))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # `| head` has read enough; Python must not complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE


def parser() -> Parser:
    whole = Parser(prog="gongkai", description="公开：政务公开工作的发布、审核、检索和留痕。")
    whole.set_defaults(answer=None)
    commands = whole.add_subparsers(title="命令", metavar="命令", parser_class=Parser)

    def command(name: str, answer: str, help: str) -> Parser:  # noqa: A002  argparse's own word
        added: Parser = commands.add_parser(name, help=help, description=help)
        added.set_defaults(answer=answer)
        return added

    _installation(command)
    _rules(command)
    _documents(command)
    _keeping(command)
    return whole


def _installation(command: Any) -> None:
    init = command("init", "installing:init", "准备数据目录，可同时建立机关和管理员")
    init.add_argument("--agency-name", metavar="名称", help="机关全称；写了就建立机关和管理员账号")
    init.add_argument("--short-name", metavar="简称", help="机关简称，不写同全称")
    init.add_argument("--slug", metavar="简称", help="机关的网址简称，小写字母和短横线")
    init.add_argument("--operator", metavar="登录名", help="管理员登录名，不写为 网址简称-admin")
    serve = command("serve", "serving:serve", "启动网站、办公端和后台任务，按 Ctrl-C 停止")
    serve.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听地址，默认本机")
    serve.add_argument("--port", type=int, default=8000, metavar="端口", help="默认 8000")
    serve.add_argument("--workers", type=int, default=2, metavar="个数", help="网页进程数，默认 2")
    command("worker", "serving:worker", "只启动后台任务（serve 已经包含）")
    demo = command("demo", "installing:demo", "建立虚构的演示机关“示例市交通运输局”")
    _json(demo)
    _json(command("check-system", "systems:check", "检查可选程序是否装好，缺的怎么装"))


def _rules(command: Any) -> None:
    """What answers from the rules alone: no installation, no database."""
    check = command("check", "checking:check", "检查一个文件或一段文字能不能公开")
    check.add_argument("file", metavar="文件", help="文本、DOCX、PDF、HTML 等；- 表示标准输入")
    check.add_argument("--text", action="store_true", help="只输出各处位置所指的纯文本")
    _json(check)
    deadline = command("deadline", "reckoning:deadline", "算一个期限，逐日说明")
    deadline.add_argument(
        "--kind", required=True, metavar="种类", help="如 foi-reply；写 ? 列出全部"
    )
    deadline.add_argument("--received", metavar="日期", help="收到（起算）之日 YYYY-MM-DD")
    deadline.add_argument("--channel", metavar="渠道", help="申请的渠道，如 counter、internet")
    deadline.add_argument(
        "--event", action="append", default=[], metavar="事项=日期",
        help="其后发生的事项，可写多次；延期可写天数，如 extended=2026-03-02:10",
    )  # fmt: skip
    deadline.add_argument(
        "--region", default="", metavar="地区", help="另有地方假日的地区，如 guangxi"
    )
    _json(deadline)
    fee = command("fee", "reckoning:fee", "算政府信息公开信息处理费")
    amount = fee.add_mutually_exclusive_group(required=True)
    amount.add_argument("--pieces", type=int, metavar="件数", help="同一申请人同一自然月的件数")
    amount.add_argument("--pages", type=int, metavar="页数", help="一件申请的页数")
    fee.add_argument("--on", metavar="日期", help="按哪一天施行的标准，默认今天")
    _json(fee)
    identify = command("identify", "identifying:identify", "认一认文字里的编号：是什么，对不对")
    identify.add_argument("text", metavar="文字", help="- 表示标准输入")
    _json(identify)
    report = command("report-check", "report_checking:check", "核对政府信息公开工作年度报告的表格")
    report.add_argument("file", metavar="文件", help="HTML、DOCX 或 JSON；- 表示标准输入的 JSON")
    report.add_argument("--last-year", metavar="文件", help="上一年度的报告，用来核对结转等")
    _json(report)


def _documents(command: Any) -> None:
    convert = command("convert", "converting:convert", "读一个文件，显示会收进什么、丢掉什么")
    convert.add_argument("file", metavar="文件")
    _json(convert)
    publish = command("publish", "sending:publish", "收文、检查并送审；审核和发布由别人完成")
    publish.add_argument("file", metavar="文件")
    publish.add_argument("--by", required=True, metavar="登录名", help="以谁的名义起草和送审")
    publish.add_argument("--unit", required=True, metavar="代码", help="责任单位的代码或名称")
    publish.add_argument(
        "--column", required=True, action="append", metavar="栏目",
        help="栏目的网址简称或名称，可写多次",
    )  # fmt: skip
    publish.add_argument("--title", metavar="标题", help="不写就用文件里读到的")
    publish.add_argument("--formed-on", metavar="日期", help="成文日期 YYYY-MM-DD")
    publish.add_argument("--document-number", metavar="文号", help="发文字号")
    _json(publish)
    search = command("search", "searching:search", "在已公开的内容里检索")
    search.add_argument("words", nargs="+", metavar="词")
    search.add_argument("--page", type=int, default=1, metavar="页")
    _json(search)
    _json(command("reindex", "searching:reindex", "按已公开的内容重建检索索引"))


def _keeping(command: Any) -> None:
    calendar = command("calendar", "calendars:bring_in", "工作日历")
    doings = calendar.add_subparsers(title="命令", metavar="import", required=True, dest="verb")
    bring_in = doings.add_parser("import", help="导入放假安排通知，重算未办结的期限，列出变动")
    bring_in.add_argument("file", metavar="文件", help="通知原文的文本文件，或者 TOML")
    bring_in.add_argument("--by", required=True, metavar="登录名", help="以谁的名义导入")
    _json(bring_in)
    ledger = command("ledger", "keeping:verify", "台账")
    verbs = ledger.add_subparsers(title="命令", metavar="verify", required=True, dest="verb")
    _json(verbs.add_parser("verify", help="逐条核对台账，指出每条链上第一处不符"))
    backup = command("backup", "keeping:backup", "把数据库和存储的文件备份成一个文件")
    backup.add_argument("file", metavar="文件", help="备份文件，如 gongkai.tar.gz")
    restore = command("restore", "keeping:restore", "从备份恢复到一个空的数据目录")
    restore.add_argument("file", metavar="文件")


def _json(command: Parser) -> None:
    command.add_argument("--json", action="store_true", help="输出 JSON，供程序读取")
