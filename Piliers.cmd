@echo off
rem A double click sets Piliers up, once, and opens the editor. "Piliers.cmd build" runs any other command.
rem It needs Python 3.11 or later: https://www.python.org/downloads/
setlocal
pushd "%~dp0"
set "CHECK=import sys; sys.exit(sys.version_info < (3, 11))"
py -3 -c "%CHECK%" >nul 2>nul
if not errorlevel 1 goto launcher
python -c "%CHECK%" >nul 2>nul
if not errorlevel 1 goto python
echo Piliers needs Python 3.11 or later: https://www.python.org/downloads/
echo Il faut Python 3.11 ou plus recent : https://www.python.org/downloads/
set "CODE=1"
goto end
:launcher
py -3 tools\start.py %*
set "CODE=%ERRORLEVEL%"
goto end
:python
python tools\start.py %*
set "CODE=%ERRORLEVEL%"
:end
popd
if not "%CODE%"=="0" if "%~1"=="" pause
exit /b %CODE%
