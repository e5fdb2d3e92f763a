using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Shell;

/// <summary>The shell on a terminal, which the program <c>script</c> plays.</summary>
public sealed partial class TerminalTests
{
    private const string Player = "/usr/bin/script";

    [Fact]
    public async Task The_prompt_completes_recalls_and_survives_control_C()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Player), "There is no program that plays a terminal.");
        using var scratch = new Scratch();
        using var terminal = Play("", ("MATHPREF_HISTORY", scratch["history"]));
        await terminal.SeeAsync("MathPref> ");
        terminal.Type("(Get-MathTop\t -First 1).input\r");
        await terminal.SeeAsync("Algebraic Expressions");
        await terminal.SeeAsync("MathPref> ");
        terminal.Type("throw 'dropped'\x03");
        await terminal.SeeAsync("^C");
        terminal.Type("New-SelfInstruct -Llm off\t\t");
        await terminal.SeeAsync("[offline/careful]  offline/hasty  offline/judge");
        terminal.Type("\x03\x1b[200~'pasted ' +\r'text'\x1b[201~\r");
        await terminal.SeeAsync("pasted text");
        terminal.Type("\x1b[A\x1b[A\x1b[A\x01\x0b" + "exit 7\r");
        Assert.Equal(7, await terminal.EndAsync());
        Assert.DoesNotContain("Exception", terminal.Seen, StringComparison.Ordinal);
        Assert.EndsWith("\x1b[?2004l\x1b[?1l\x1b>", terminal.Seen.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(["(Get-MathTopic -First 1).input", "'pasted ' +\\n'text'", "exit 7"], File.ReadAllLines(scratch["history"]));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("-NonInteractive", false)]
    public async Task Progress_is_shown_while_a_pipeline_runs_and_then_gone(string argument, bool isShown)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Player), "There is no program that plays a terminal.");
        const string job = "1..12 | ForEach-Object { \"Question $_\" } | Invoke-TextGeneration -Llm (New-Llm -Reply { [System.Threading.Thread]::Sleep(60); $_.Number }) | ForEach-Object generation";
        using var terminal = Play($"{argument} -Command '{job}'", ("NO_COLOR", null));
        Assert.Equal(0, await terminal.EndAsync());
        Assert.Equal(isShown, terminal.Seen.Contains("Invoke-TextGeneration ", StringComparison.Ordinal));
        Assert.Equal(isShown, terminal.Seen.Contains("\r\x1b[J", StringComparison.Ordinal));
        var screen = new Screen(80, 24);
        screen.Write(terminal.Seen);
        Assert.Equal(Enumerable.Range(1, 12).Select(i => $"{i}"), screen.Rows);
    }

    private static PlayedTerminal Play(string arguments, params (string, string?)[] environment)
    {
        var shell = string.Join(' ', Programs.ShellArguments.Select(a => $"'{a}'"));
        return new PlayedTerminal(Programs.Start(Player, ["-qfec", $"stty cols 80 rows 24; exec dotnet {shell} {arguments}", "/dev/null"], [("TERM", "xterm-256color"), ("SHELL", "/bin/sh"), .. environment]));
    }

    private sealed partial class PlayedTerminal : IDisposable
    {
        private readonly Process _process;
        private readonly StringBuilder _seen = new();
        private readonly Task _reading;
        private int _looked;

        public PlayedTerminal(Process process)
        {
            _process = process;
            _reading = Task.Run(() =>
            {
                var characters = new char[4_096];
                while (_process.StandardOutput.Read(characters) is > 0 and var count)
                {
                    lock (_seen)
                        _seen.Append(characters, 0, count);
                }
            });
        }

        public string Seen
        {
            get
            {
                lock (_seen)
                    return _seen.ToString();
            }
        }

        public void Type(string text)
        {
            _process.StandardInput.Write(text);
            _process.StandardInput.Flush();
        }

        /// <summary>Waits for a text that was not looked at before.</summary>
        public async Task SeeAsync(string text)
        {
            for (var until = Stopwatch.GetTimestamp() + (60 * Stopwatch.Frequency); Stopwatch.GetTimestamp() < until; await Task.Delay(20))
            {
                if (Seen.IndexOf(text, _looked, StringComparison.Ordinal) is >= 0 and var at)
                {
                    _looked = at + text.Length;
                    return;
                }
            }
            Assert.Fail($"'{text}' was not seen:\n{Controls().Replace(Seen[_looked..], m => $"\\x{(int)m.Value[0]:x2}")}");
        }

        public async Task<int> EndAsync()
        {
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
            await _reading;
            return _process.ExitCode;
        }

        public void Dispose()
        {
            if (!_process.HasExited)
                _process.Kill(entireProcessTree: true);
            _process.Dispose();
        }

        [GeneratedRegex(@"[\x00-\x09\x0b-\x1f]")]
        private static partial Regex Controls();
    }
}
