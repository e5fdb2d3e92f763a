using System.ComponentModel;
using MathPref.Core.Tests;

namespace MathPref.Tests.Hosting;

/// <summary>A real terminal of 80 columns with MathPref.Shell in it: tmux draws it, types and says what is to be seen.</summary>
internal sealed class Terminal : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly string _socket;

    /// <summary>Skips the test where there is no tmux.</summary>
    public Terminal(Scratch scratch)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no tmux on Windows.");
        _socket = scratch["tmux"];
        try
        {
            Tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", "--", "dotnet", Programs.Built("MathPref.Shell"), "-NoProfile", "-NoLogo");
        }
        catch (Win32Exception)
        {
            Tools.Need("tmux is not installed, in which a terminal is looked at.");
            throw;
        }
    }

    /// <summary>The lines that are to be seen, without what is blank at their ends.</summary>
    public string Screen => string.Join('\n', Tmux("capture-pane", "-p").Split('\n').Select(line => line.TrimEnd())).TrimEnd();

    /// <summary>Keys as tmux names them; other text is typed.</summary>
    public void Type(params string[] keys) => Tmux(["send-keys", .. keys]);

    /// <summary>The screen as soon as it is so; the test fails with the last one when it never is.</summary>
    public async Task<string> SeeAsync(Func<string, bool> condition)
    {
        using var limit = new CancellationTokenSource(s_patience);
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(40));
        while (true)
        {
            var screen = Screen;
            if (condition(screen))
                return screen;
            try
            {
                await often.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Not seen within {s_patience.TotalSeconds:0} s. The screen is:\n{screen}");
            }
        }
    }

    public void Dispose() => Programs.Run("tmux", ["-S", _socket, "kill-server"]);

    private string Tmux(params string[] arguments) => Programs.Run("tmux", ["-S", _socket, .. arguments], [("NO_COLOR", null), ("TMUX", null)]).Succeeded();
}
