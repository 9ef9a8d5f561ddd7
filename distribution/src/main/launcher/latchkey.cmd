@echo off
rem Runs Latchkey's command line on Windows. See bin/latchkey, which does the same elsewhere.
setlocal
set "libexec=%~dp0..\libexec"
set "java=java"
if exist "%libexec%\jre\bin\java.exe" (
    set "java=%libexec%\jre\bin\java.exe"
) else if defined JAVA_HOME (
    set "java=%JAVA_HOME%\bin\java.exe"
)
set "jar=%libexec%\latchkey.jar"
"%java%" -Xms16m -Xmx512m -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=5 -XX:-UsePerfData -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED -cp "%jar%" dev.latchkey.cli.Main %*
exit /b %ERRORLEVEL%
