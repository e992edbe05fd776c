# Every command a person runs. Recipes that take more than a line are scripts.
BIN := .venv/bin
SETTINGS := DJANGO_SETTINGS_MODULE=gongkai.config.settings.test
.DEFAULT_GOAL := help
.PHONY: help setup run test browser fuzz golden check ci bench messages lock

help: ## 列出这些命令
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: .venv/app.done ## 建立运行环境、数据库和演示机关
	$(BIN)/gongkai init
	$(BIN)/gongkai demo

run: setup ## 启动网站、办公端和后台任务，Ctrl-C 停止
	$(BIN)/gongkai serve

test: .venv/dev.done ## 安装测试所需并运行全部测试（SQLite，再 PostgreSQL）
	scripts/install-chromium
	$(BIN)/pytest
	$(BIN)/python -m tests.postgres

browser: .venv/dev.done ## 只运行浏览器测试
	scripts/install-chromium
	$(BIN)/pytest tests/browser

fuzz: .venv/dev.done ## 一万份随机和变异的输入逐一经过各条命令
	GONGKAI_FUZZ=10000 $(BIN)/pytest -q tests/command/test_fuzzing.py

golden: .venv/dev.done ## 重写经批准的输出，改动须逐行看过
	GONGKAI_GOLDEN=write $(BIN)/pytest tests/house tests/flows tests/rules/annual_report tests/printing -q

check: .venv/dev.done ## 格式、规范、类型、分层、模板、迁移
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy gongkai
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint --lint --quiet gongkai
	$(SETTINGS) $(BIN)/python manage.py makemigrations --check --dry-run
	$(SETTINGS) $(BIN)/python manage.py check --fail-level WARNING

ci: ## 持续集成运行的全部内容
	.ci/run

bench: .venv/app.done ## 检查文字的速度、十万件办件的用时、图表的印制速度，再是一万份文件下各页面和检索的用时
	$(BIN)/python -m gongkai.demo.bench_rules
	$(BIN)/python -m gongkai.demo.bench_register
	$(BIN)/python -m gongkai.demo.bench_print
	$(BIN)/python -m gongkai.demo.bench

messages: .venv/app.done ## 编译界面译文
	$(BIN)/python scripts/compile_messages.py

lock: ## 重新编译依赖锁（需要 uv）
	scripts/lock

.venv/%.done: requirements/%.txt pyproject.toml scripts/install-python
	scripts/install-python $*
