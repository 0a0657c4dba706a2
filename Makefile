.DEFAULT_GOAL := help
.PHONY: help setup run test lock backtest bench-engine faults bench-pipeline bench-entry bench-pages bench-checks

PYTHON ?= python3
LAUNCHER := .venv/bin/python -m jincheng_plans.launcher

help:
	@echo "make run         启动系统（演示数据），按 Ctrl-C 停止"
	@echo "make run DEMO=0  启动正式库：只有规划、区划、参考数据和一个管理员"
	@echo "make test        从头准备环境并运行全部检查和测试"
	@echo "make faults      只运行故障测试，包括较慢的（约十分钟）"
	@echo "make bench-pipeline  用生成的省级数据测量流程的速度和占用（约五分钟）"
	@echo "make setup       只准备环境"
	@echo "make backtest    用真实的历史数据检验预测：隐去最后几年，与简单的办法比较"
	@echo "make bench-engine  测量评估的速度和内存"
	@echo "make bench-entry   填报表300格：每次按键和每次保存的速度"
	@echo "make bench-pages   省级规模（120个地区、200万数据）下各页面的速度"
	@echo "make bench-checks  审核规则的误报率和检出率，并重新生成 docs/checks.md"
	@echo "make lock        requirements.in 修改后重新锁定依赖（需要 uv）"

setup:
	@$(PYTHON) jincheng_plans/launcher/bootstrap.py

run: setup
	@$(LAUNCHER) run

test: setup
	@$(LAUNCHER) test

backtest: setup
	@.venv/bin/python -m benchmarks.backtest

bench-engine: setup
	@.venv/bin/python -m benchmarks.speed

lock:
	uv pip compile requirements.in --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header -q -o requirements.lock

faults: setup
	@$(LAUNCHER) with-services -- .venv/bin/python -m pytest faults tests/faults

bench-pipeline: setup
	@.venv/bin/python -m benchmarks.pipeline

bench-entry: setup
	@.venv/bin/python -m benchmarks.entry

bench-pages: setup
	@.venv/bin/python -m benchmarks.pages

bench-checks: setup
	@.venv/bin/python -m benchmarks.checks > docs/checks.md
