using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;

namespace MathPref.Core.Tests.Hub;

/// <summary>The Hub's own JavaScript client pushes the same folder to the same server, and what it leaves there is what we leave.</summary>
public sealed class JavaScriptClientTests
{
    private static readonly string s_client = Path.Combine(FindRoot(), "tests", "hub-client");

    [Fact]
    public async Task The_official_client_leaves_the_same_tree()
    {
        using var folder = HubSetup.ThreeConfigs();
        // Loaders leave out what is of another kind; it is sent as text.
        folder.File("data/train-text.jsonl", "{\"a\":\"ä\"}\n");
        folder.File("data/train-empty.jsonl", "");
        await using var theirs = await StrictHubServer.StartAsync();
        theirs.ForJavaScript = true;
        var oid = (await RunAsync(theirs.Address, theirs.Token, HubSetup.Repo, folder.Path)).Trim();
        Assert.Equal(theirs.Head(HubSetup.Repo).Oid, oid);
        theirs.AssertStrict();

        await using var ours = await StrictHubServer.StartAsync();
        await ours.PublishAsync(folder.Path);
        ours.AssertStrict();

        Assert.Equal(theirs.Tree(HubSetup.Repo), ours.Tree(HubSetup.Repo));
        Assert.Equal(theirs.Head(HubSetup.Repo).Tree.ToDictionary(f => f.Key, f => f.Value.Oid), ours.Head(HubSetup.Repo).Tree.ToDictionary(f => f.Key, f => f.Value.Oid));
        Assert.Equal(theirs.Log(HubSetup.Repo).Count, ours.Log(HubSetup.Repo).Count);
        Assert.Equal((theirs.Count("put"), theirs.Count("complete")), (ours.Count("put"), ours.Count("complete")));
    }

    [Fact]
    public async Task What_the_official_client_pushed_is_left_as_it_is()
    {
        using var folder = HubSetup.ThreeConfigs();
        await using var server = await StrictHubServer.StartAsync();
        server.ForJavaScript = true;
        await RunAsync(server.Address, server.Token, HubSetup.Repo, folder.Path);
        server.ForJavaScript = false;
        var result = await server.PublishAsync(folder.Path);
        Assert.Null(result.Commit);
        Assert.Equal(2, server.Log(HubSetup.Repo).Count);
        server.AssertStrict();
    }

    /// <summary>Runs the client; skips the test where there is none.</summary>
    private static async Task<string> RunAsync(params string[] arguments)
    {
        Tools.Need(Directory.Exists(Path.Combine(s_client, "node_modules", "@huggingface", "hub")) ? null : "The Hub's JavaScript client is not installed: run npm ci in tests/hub-client.");
        ProcessStartInfo start = new("node", [Path.Combine(s_client, "push.mjs"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = s_client };
        foreach (var name in (string[])["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "NODE_OPTIONS"])
            start.Environment.Remove(name);
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Tools.Need("There is no node on this machine, so the Hub's JavaScript client cannot run.");
            throw;
        }
        using (process)
        {
            using CancellationTokenSource limit = new(HubSetup.Patience);
            try
            {
                var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
                await process.WaitForExitAsync(limit.Token);
                Assert.True(process.ExitCode == 0, await error);
                return await output;
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MathPref.psd1")))
                return folder.FullName;
        }
        throw new InvalidOperationException("MathPref.psd1 was not found above the tests.");
    }
}
