@echo off
rem A double click sets Piliers up, once, and opens the editor. "Piliers.cmd build" runs any other command.
rem It needs Python 3.11 or later: https://www.python.org/downloads/
setlocal
pushd "%~dp0" || exit /b 1
set "CHECK=import sys; sys.exit(sys.version_info < (3, 11))"
set "PYTHON="
py -3 -c "%CHECK%" >nul 2>nul && set "PYTHON=py -3"
if not defined PYTHON python -c "%CHECK%" >nul 2>nul && set "PYTHON=python"
if not defined PYTHON goto missing
%PYTHON% tools\start.py %*
set "CODE=%ERRORLEVEL%"
goto end
:missing
echo Piliers needs Python 3.11 or later: https://www.python.org/downloads/ ^(no administrator needed: "Install Now"^)
echo Il faut Python 3.11 ou plus recent : https://www.python.org/downloads/ ^(sans droits : "Install Now"^)
set "CODE=1"
:end
popd
if not "%CODE%"=="0" if "%~1"=="" pause
exit /b %CODE%
