using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using System.Text.Json;
using MathPref.Core.Runs;
using MathPref.Core.Text;
using MathPref.Runs;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Runs;

/// <summary>No key of a block is in what is kept of it, wherever it stands; all else of the block is.</summary>
public sealed class ScriptSecretTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private string Folder => _scratch["run"];

    private static string Kept(string script) => ScriptText.Of(ScriptBlock.Create(script), new Secrets(_ => null));

    private static void AssertParses(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        Assert.True(errors.Length == 0, text + "\n" + string.Join("\n", errors.Select(error => error.Message)));
    }

    /// <summary>%A and %B are keys that nothing but their use tells: words.</summary>
    public static TheoryData<string> Flows =>
    [
        "foreach ($k in '%A', '%B') { 'x' | Invoke-TextGeneration -Llm (New-Llm openai/x -ApiKey $k) }",
        "foreach ($k in @(\"%A\"; \"%B\")) { New-Llm openai/x -ApiKey:$k }",
        "'%A', '%B' | ForEach-Object { New-Llm openai/x -ApiKey $_ }",
        "('%A', '%B').ForEach({ New-Llm openai/x -ApiKey $_ })",
        "'%A', '%B' | % { $k = $PSItem; New-Llm openai/x -Api $k }",
        "$keys = @{ one = '%A'; two = '%B' }; New-Llm openai/x -ApiKey $keys.one",
        "$keys = '%A', '%B'; for ($i = 0; $i -lt 2; $i++) { New-Llm openai/x -ApiKey $keys[$i] }",
        "$a, $b = '%A', '%B'; $c = $a; $d = $c; New-Llm openai/x -ApiKey $d",
        "$c = '%A' + '%B'; New-Llm openai/x -ApiKey ($c.Trim())",
        "$c = '%A'; $c += \"%B\"; New-Llm openai/x -ApiKey \"$c\"",
        "$p = @{ ApiKey = '%A' }; $p.Token = '%B'; New-Llm openai/x @p",
        "$p = @{}; $p['ApiKey'] = '%A'; $p.Add('Token', '%B'); New-Llm openai/x @p",
        "$k = [ordered]@{ a = @('%A', @{ b = '%B' }) }; New-Llm openai/x -ApiKey $k.a[0]",
        "$env:OPENAI_API_KEY = '%A'; ${env:MISTRAL_API_KEY} = \"%B\"",
        "Set-Item Env:HF_TOKEN %A; New-Item -Path Env: -Name ARGILLA_API_KEY -Value '%B'",
        "Set-Variable -Name k -Value '%A'; sv l %B; New-Llm openai/x -ApiKey $k; New-Llm openai/x -ApiKey $l",
        "[Environment]::SetEnvironmentVariable('HF_TOKEN', '%A'); [System.Environment]::SetEnvironmentVariable(\"OPENAI_API_KEY\", \"%B\", 'Process')",
        "New-Llm openai/x -ApiKey (ConvertTo-SecureString '%A' -AsPlainText -Force); $s = ConvertTo-SecureString -String %B -AsPlainText",
        "$s = '%A', '%B' | ConvertTo-SecureString -AsPlainText",
        "$s = [securestring]::new(); '%A%B'.ToCharArray() | ForEach-Object { $s.AppendChar($_) }; New-Llm openai/x -ApiKey $s",
        "function Ask($key) { 'x' | Invoke-TextGeneration -Llm (New-Llm openai/x -ApiKey $key) }; Ask '%A'; Ask -key %B",
        "function Ask { param([string] $key = '%A') New-Llm openai/x -ApiKey $key }; Ask (\"%B\")",
        "function Get-Key { '%A%B' }; New-Llm openai/x -ApiKey (Get-Key)",
        "& { param($k) New-Llm openai/x -ApiKey $k } '%A'; $f = { param($k) New-Llm openai/x -ApiKey $k }; & $f %B",
        "function Ask { New-Llm openai/x -ApiKey $args[0] }; Ask '%A' '%B'",
        "$k = if ($true) { '%A' } else { '%B' }; New-Llm openai/x -ApiKey $k",
        "$k = switch (1) { 1 { '%A' } default { '%B' } }; New-Llm openai/x -ApiKey $k",
        "$k = $env:NONE ?? '%A'; $l = $k ? $k : '%B'; New-Llm openai/x -ApiKey $l",
        "switch ('%A', '%B') { default { New-Llm openai/x -ApiKey $_ } }",
        "New-Llm openai/x -ApiKey ('{0}{1}' -f '%A', '%B')",
        "New-Llm openai/x -ApiKey \"%A$('%B')\"",
        "New-Llm openai/x -ApiKey @'\n%A\n%B\n'@",
        "New-Llm openai/x -ApiKey @\"\n%A\n$('%B')\n\"@",
        "New-Llm openai/x -ApiKey ('%A' | Write-Output); New-Llm openai/x -ApiKey (echo %B)",
        "$null = '%A' | Tee-Object -Variable k; Write-Output '%B' -OutVariable l; New-Llm openai/x -ApiKey $k; New-Llm openai/x -ApiKey $l",
        "$c = [pscredential]::new('%A', (ConvertTo-SecureString '%B' -AsPlainText)); 'x' | Invoke-TextGeneration -Llm openai/x -ProxyCredential $c",
        "$PSDefaultParameterValues['New-Llm:ApiKey'] = '%A'; $PSDefaultParameterValues = @{ '*:Token' = '%B' }",
        "Invoke-RestMethod https://x.example -Headers @{ Authorization = 'Bearer %A'; 'x-api-key' = \"%B\" }",
        "Invoke-RestMethod \"https://x.example/v1?api-key=%A&x=1\"; Invoke-RestMethod https://x.example/v1?token=%B",
        "Invoke-RestMethod 'https://ada:%A@x.example'; Invoke-RestMethod https://%B@x.example",
        "# New-Llm openai/x -ApiKey '%A'\n'x' # $env:HF_TOKEN = \"%B\"",
        "<# foreach ($k in '%A', '%B') {\n New-Llm openai/x -ApiKey $k\n} #>\n'x'",
        "# foreach ($k in '%A', '%B') {\n#    New-Llm openai/x -ApiKey $k\n# }\n'x'",
        "'x' # don't forget: -ApiKey %A\n# it's ?api-key=%B",
        "$script:k = '%A'; $global:l = '%B'; New-Llm openai/x -ApiKey $k; New-Llm openai/x -ApiKey $global:l",
        "[string] $k = '%A'; ${my key} = '%B'; New-Llm openai/x -ApiKey $k; New-Llm openai/x -ApiKey ${my key}",
        "Invoke-Command { param($k) New-Llm openai/x -ApiKey $k } -ArgumentList '%A', '%B'",
        "Invoke-Expression \"New-Llm openai/x -ApiKey '%A'\"; iex 'New-Llm openai/x -ApiKey %B'",
        "$apiKey = '%A'; $openai_token = '%B'",
        "class Settings { [string] $ApiKey = '%A'; [string] $Token = \"%B\" }",
        "gh api --token %A x; curl -H 'Authorization: Bearer %B' https://x.example",
        "'{\"api_key\": \"%A\", \"token\":\"%B\"}' | ConvertFrom-Json",
        "New-Llm openai/x -Ap '%A'; Publish-Distiset ./x a/b -To %B",
        "# New-Llm openai/x -Ap '%A'\n# Publish-Distiset ./x a/b -To %B\n'x'",
        "iex \"New-Llm openai/x -Ap '%A'\"; iex 'Publish-Distiset ./x a/b -To %B'",
        "$p = @{ Model = 'openai/x'; Api = '%A' }; New-Llm @p; $q = @{ 'Ap' = '%B' }; New-Llm @q",
        "$p = @{}; $p.Api = '%A'; $p['Ap'] = '%B'; New-Llm openai/x @p; $q.Add('Tok', '%A')",
        "$PSDefaultParameterValues['*:Api'] = '%A'; $PSDefaultParameterValues = @{ 'New-Llm:Ap' = '%B'; '*:ProxyCred' = '%A' }",
        "$apiKeys = '%A', '%B'; $ApiKey2 = '%A'; $env:OPENAI_API_KEY_1 = '%B'",
        "$ApiKeyOld = '%A'; $oldToken = '%B'; $api_key_backup = '%A'; $secrets = '%B'; $hfTokens = '%A'",
        "@{ ApiKeys = '%A', '%B'; api_key_2 = '%A' }; function f($Token2 = '%B') { }",
        "Invoke-TextGeneration -Endpoint ('https://h.example/v1?api-key=' + '%A'); Invoke-TextGeneration -Proxy ('http://bob:' + '%B' + '@h.example')",
        "Invoke-TextGeneration -Endpoint ('https://h.example/v1?api-key={0}' -f '%A'); irm ('{2}://{0}:{1}@h.example' -f 'bob', '%B', 'http')",
        "$h = 'Authorization: Bearer ' + '%A'; $k = '%B'; irm ('https://h.example/v1?x=1&api-key=' + $k + '&y=2')",
        "irm ('https://h.example/v1?api-key=' + ('%A')); irm (\"https://h.example/v1?x=$x&token=\" + '%B')",
        "function Ask($k) { New-Llm openai/x -ApiKey $k }; $a = @{ k = '%A' }; Ask @a; $b = , '%B'; Ask @b",
        "function Ask($k) { New-Llm openai/x -ApiKey $k }; Set-Alias a Ask; a '%A'; New-Alias -Name b -Value Ask; b -k %B",
        "$u = 'https://h.example/v1?api-key='; $u += '%A'; irm $u; $v = 'Authorization: '; $v += 'Bearer ' + \"%B\"",
        "irm ('https://h.example/v1?api-key=', '%A' -join ''); irm (-join @('https://h.example/v1?api-key=', '%B'))",
        "irm ([string]::Concat('https://h.example/v1?api-key=', '%A')); irm ([string]::Format('http://{0}:{1}@h.example', 'bob', '%B'))",
        "New-Llm openai/x -ApiKey ($k = '%A'); $l ??= '%B'; New-Llm openai/x -ApiKey (-join $l[0..40])",
    ];

    [Theory]
    [MemberData(nameof(Flows))]
    public void What_is_or_becomes_a_key_is_not_kept(string flow)
    {
        foreach (var (a, b) in (ReadOnlySpan<(string, string)>)[("plantedalpha", "plantedbeta"), ("sk-planted-a1", "hf_plantedB2c3")])
        {
            var script = flow.Replace("%A", a, StringComparison.Ordinal).Replace("%B", b, StringComparison.Ordinal);
            var text = Kept(script);
            Assert.DoesNotContain("planted", text, StringComparison.Ordinal);
            Assert.Contains(KeyText.Mark, text, StringComparison.Ordinal);
            AssertParses(text);
            Assert.Equal(script.Count(c => c == '\n'), text.TrimEnd('\n').Count(c => c == '\n'));
            Assert.Equal(text, Kept(text.TrimEnd('\n')));
            // Another key makes no other script.
            Assert.True(ScriptText.AreSame(text, Kept(script.Replace("planted", "plantedanew", StringComparison.Ordinal))));
        }
    }

    /// <summary>Every kind of token that can hold a text; %K is a key that its shape tells.</summary>
    public static TheoryData<string> Tokens =>
    [
        "$old = '%K'", "$old = \"%K\"", "$old = \"is %K $x\"", "$old = \"$('%K')\"", "$old = \"a $(\"b $('%K') c\") d\"", "$old = @'\nfirst\n%K\n'@", "$old = @\"\n$x\n%K\n\"@",
        "Write-Output %K", "Write-Output a=%K,b", "& '%K'", "@{ '%K' = 1 }", "@{ a = '%K' }", "$x.'%K'", "# %K", "'x' # was %K", "<# one\n%K\ntwo #>", "\"`u{73}\"; '%K'",
        "Write-Output https://x.example/%K/y", "'https://x.example/?k=%K'", "function f([string] $a = '%K') { $a }", "[ValidateSet('%K')] $a = 'x'", "'%K'.Trim()", "1 > %K", "$a['%K']",
        "'x' -replace '%K', 'y'", "switch ('%K') { '%K' { 1 } }", "'''%K'''", "\"``%K`\"\"", "%K", "${%K}", "'a', '%K', 'b'", "$(%K)", "throw '%K'", "data { '%K' }", "'%K' | Out-Null",
    ];

    [Theory]
    [MemberData(nameof(Tokens))]
    public void What_has_a_key_s_shape_is_not_kept_in_any_kind_of_token(string token)
    {
        foreach (var key in (string[])["sk-proj-Pl4ntedKeyOfAda99", "hf_PlantedQwErTyUiOpAsDfGhJkLz", "Pl4nt3dZx9Lq2Wv8Rt4Yp6Nm1Bc3Df5"])
        {
            var script = token.Replace("%K", key, StringComparison.Ordinal);
            var text = Kept(script);
            Assert.DoesNotContain(key[5..], text, StringComparison.Ordinal);
            Assert.Contains(KeyText.Mark, text, StringComparison.Ordinal);
            Assert.Equal(script.Count(c => c == '\n'), text.TrimEnd('\n').Count(c => c == '\n'));
            Assert.Equal(text, Kept(text.TrimEnd('\n')));
        }
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public void A_key_of_hex_digits_is_not_kept_in_any_kind_of_token(string token)
    {
        foreach (var key in (string[])[HexKey, HexKey.ToUpperInvariant(), "9f86d081-884c-7d65-9a2f-eaa0c55ad015"])
        {
            var text = Kept(token.Replace("%K", key, StringComparison.Ordinal));
            Assert.DoesNotContain(key, text, StringComparison.Ordinal);
            Assert.Contains(KeyText.Mark, text, StringComparison.Ordinal);
            Assert.Equal(text, Kept(text.TrimEnd('\n')));
        }
    }

    /// <summary>Azure's form.</summary>
    private const string HexKey = "9f86d081884c7d659a2feaa0c55ad015";

    private const string HexDigest = "0f9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a2f1e";

    [Theory]
    [InlineData("$env:OPENAI_API_KEY = 'abc' # old: " + HexKey)]
    [InlineData("# foreach ($k in '" + HexKey + "','" + HexKey + "') {")]
    [InlineData("# key: " + HexKey)]
    [InlineData("# HF_TOKEN " + HexKey)]
    [InlineData("'x' # key=" + HexKey + ", and so on")]
    [InlineData("<#\n id " + HexKey + "\n#>")]
    [InlineData("# the old key: " + HexDigest)]
    [InlineData("# OPENAI_API_KEY " + HexDigest + HexDigest)]
    [InlineData("# $apiKeys = '" + HexKey + "', '" + HexKey + "'")]
    public void A_key_of_hex_digits_is_not_kept_in_comments(string script)
    {
        var text = Kept(script);
        Assert.DoesNotContain("9f86d081", text, StringComparison.Ordinal);
        Assert.DoesNotContain("0f9e8d7c", text, StringComparison.Ordinal);
        Assert.Contains(KeyText.Mark, text, StringComparison.Ordinal);
        Assert.Equal(text, Kept(text.TrimEnd('\n')));
    }

    [Theory]
    [InlineData("# needs a key: set OPENAI_API_KEY, or give -ApiKey\n'x' | Invoke-TextGeneration -Llm openai/x # the token is read from a file")]
    [InlineData("$k = Get-Secret -Name openai -Vault mine; New-Llm openai/x -ApiKey $k")]
    [InlineData("New-Llm openai/x -ApiKey (Get-Content ~/.keys/openai -Raw)")]
    [InlineData("New-Llm mistral/ministral-8b-latest -ApiKey $env:OTHER_KEY -Endpoint https://x.example/v1?version=2026-01-01")]
    [InlineData("Import-Dataset ./rows.jsonl | Where-Object id -ne '0f9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a2f1e'")]
    [InlineData("foreach ($topic in 'Matrices', 'Determinants') { $topic | New-SelfInstruct -Llm mistral/x -SystemPrompt 'A token of thanks: key = value' }")]
    [InlineData("$maxTokens = 'many'; $tokens = 'Matrices', 'and'; $max_new_tokens = 'word'; @{ MaxNewTokens = 'word'; max_tokens = 'word'; To = 'word' }")]
    [InlineData("'x' | Invoke-TextGeneration -Llm openai/x -MaxNewTokens 'word' -MaxTokens 'word' -TokensPerMinute 'word' -Top 'word'")]
    [InlineData("$api = 'https://x.example/v1'; $keys = 'id', 'task'; $keyboard = 'word'; $tokenizer = 'word'; $tokenCount = 'word'; $monkeys = 'word'")]
    [InlineData("'https://x.example/' + 'rows' + '@v1'; 'https://x.example/?page={0}' -f 'second'; 'a' + 'word'; '{0}: {1}' -f 'a', 'word'")]
    [InlineData("irm ('https://x.example/?api-version=1', 'page=word' -join '&'); $a = 'x'; $a += 'word'; [string]::Format('{0} is {1}', 'a', 'word'); -join ('a', 'word')")]
    [InlineData("'x' | Invoke-TextGeneration -SystemPrompt 'we add -to every number' -Llm openai/x")]
    [InlineData("# revision " + HexDigest + " of the tokenizer, 20260101000000002026010100000000\n'" + HexDigest + "', '20260101000000002026010100000000'")]
    [InlineData("$rows = @{ key = 1; task = 'risk-0000001' }; $rows.key")]
    public void All_else_is_kept(string script) => Assert.Equal(script + "\n", Kept(script));

    [Theory]
    [InlineData("status")]
    [InlineData("mathpref")]
    [InlineData("running")]
    [InlineData("1234567")]
    [InlineData("text_generation")]
    public void A_placeholder_does_not_break_what_is_kept(string key)
    {
        var environment = Environment.GetEnvironmentVariable("ARGILLA_API_KEY");
        Environment.SetEnvironmentVariable("ARGILLA_API_KEY", key);
        try
        {
            for (var time = 0; time < 2; time++)
            {
                _engine.Run(
                    """
                    Invoke-DatasetPipeline r -Path $path -Description 'running status of mathpref 1234567' {
                        'status', 'mathpref 1234567' | Invoke-TextGeneration -Llm (New-Llm -Reply { "the text_generation of $_, running" }) -StepName text_generation
                    }
                    """,
                    ("path", Folder)).Clean();
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable("ARGILLA_API_KEY", environment);
        }
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "run.json")));
        Assert.Equal("completed", record.RootElement.GetProperty("status").GetString());
        Assert.Equal("running status of mathpref 1234567", record.RootElement.GetProperty("description").GetString());
        foreach (var name in (string[])["pipeline.ps1", "log.jsonl", "run.json"])
            Assert.DoesNotContain(KeyText.Mark, File.ReadAllText(Path.Combine(Folder, name)), StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_are_kept_without_their_keys()
    {
        _engine.Run(
            """
            Invoke-DatasetPipeline r -Path $path -Parameters @{ text_generation_0 = @{ system_prompt = 'as hf_plantedB2c3D4 at https://x.example?api_key=plantedword says' } } {
                'Solve x + 1 = 3.' | Invoke-TextGeneration -Llm (New-Llm -Reply 'x = 2')
            }
            """,
            ("path", Folder)).Clean();
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            if (!file.Contains("journal.db", StringComparison.Ordinal) && !file.Contains("distiset", StringComparison.Ordinal))
                Assert.DoesNotContain("planted", Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);
        }
        Assert.Contains("api_key", File.ReadAllText(Path.Combine(Folder, "run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_put_together_at_run_time_is_taken_out_once_it_is_used()
    {
        _engine.Run(
            """
            Invoke-DatasetPipeline r -Path $path -Description 'with Plant3d-halfone-halftwo77' {
                $halves = 'Plant3d-halfone', '-halftwo77'
                $made = [string]::Concat($halves)
                $model = & (Get-Command New-Llm) @(@{ Model = 'openai/x' } | ForEach-Object { 'openai/x' }) -Endpoint http://127.0.0.1:1 -TimeoutSec 1 -ApiKey (Get-Variable made).Value
                'x' | Invoke-TextGeneration -Llm $model -MaximumRetryCount 0
            }
            """,
            ("path", Folder));
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("Plant3d-halfone", Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$c = ConvertFrom-Json '{\"mine\":\"" + HexKey + "\"}'; $m = New-Llm openai/m -ApiKey $c.mine")]
    [InlineData("$c = ConvertFrom-Json '{\"mine\":\"Plant3d-word77\"}'; $m = New-Llm openai/m -ApiKey $c.mine")]
    [InlineData("$c = ConvertFrom-Json '{\"mine\":\"Plant3d-word77\"}'; Get-LlmModel -Provider openai -Endpoint http://127.0.0.1:1 -ApiKey $c.mine -ErrorAction Ignore")]
    [InlineData("$c = ConvertFrom-Json '{\"mine\":\"Plant3d-word77\"}'; $s = [securestring]::new(); foreach ($l in $c.mine.ToCharArray()) { & { $s.('Append' + 'Char')($l) } }\n$m = New-Llm openai/m -ProxyCredential ([Activator]::CreateInstance([pscredential], 'bob', $s))")]
    public void A_key_is_not_kept_once_a_command_has_it_whether_a_model_is_called_or_not(string made)
    {
        _engine.Run($"Invoke-DatasetPipeline r -Path $path {{\n{made}\n'x' | Invoke-TextGeneration -Llm (New-Llm -Reply 'y')\n}}", ("path", Folder)).Clean();
        var text = File.ReadAllText(Path.Combine(Folder, "pipeline.ps1"));
        Assert.DoesNotContain("Plant3d-word77", text, StringComparison.Ordinal);
        Assert.DoesNotContain(HexKey, text, StringComparison.Ordinal);
        Assert.Contains("mine", text, StringComparison.Ordinal);
    }

    private static string Pick(Random random, IReadOnlyList<string> items) => items[random.Next(items.Count)];

    private static string Letters(Random random, string of, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => of[random.Next(of.Length)]));

    private const string Small = "bcdfghjkmnpqrtvwz", Any = Small + "BCDFGHJKMNPQRTVWZ23456789";

    /// <summary>Statements with keys in them, under other statements, in comments, in any order. None of them is run.</summary>
    private static (string Script, List<string> Keys) Draw(Random random)
    {
        var keys = new List<string>();
        string Planted(string kind)
        {
            var key = kind switch
            {
                "word" => "plant" + Letters(random, Small, 7),
                _ => random.Next(3) switch
                {
                    0 => "sk-" + Pick(random, ["", "proj-", "ant-api03-"]) + "7" + Letters(random, Any, random.Next(10, 60)),
                    1 => "hf_4" + Letters(random, Any, random.Next(12, 40)),
                    _ => "aZ9" + string.Concat(Enumerable.Range(0, 10).Select(_ => Letters(random, Small, 1) + Letters(random, "BCDFGHJ", 1) + Letters(random, "23456789", 1))),
                },
            };
            keys.Add(key);
            return key;
        }
        var flows = Flows.Select(flow => flow.Data).ToList();
        var tokens = Tokens.Select(token => token.Data).Where(token => !token.Contains('#')).ToList();
        var script = new StringBuilder();
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            string statement;
            if (random.Next(2) == 0)
            {
                var kind = random.Next(2) == 0 ? "word" : "shape";
                statement = Pick(random, flows).Replace("%A", Planted(kind), StringComparison.Ordinal).Replace("%B", Planted(kind), StringComparison.Ordinal);
            }
            else
            {
                statement = Pick(random, tokens).Replace("%K", Planted("shape"), StringComparison.Ordinal);
            }
            script.Append(random.Next(statement.Contains('#') ? 5 : 7) switch
            {
                0 => $"if ($false) {{\n{statement}\n}}\n",
                1 => $"function Never{count} {{\n{statement}\n}}\n",
                2 => $"$never{count} = {{\n{statement}\n}}\n",
                3 => $"foreach ($i in @()) {{\n    try {{\n{statement}\n}} finally {{ }}\n}}\n",
                4 => $"while ($false) {{ if (1) {{\n{statement}\n}} }}\n",
                5 => string.Concat(statement.Split('\n').Select(line => $"# {line}\n")),
                _ => $"<#\n{statement}\n#>\n",
            });
        }
        return (script.ToString(), keys);
    }

    [Fact]
    public void No_key_of_a_drawn_script_is_kept_and_a_kept_script_stays_as_it_is()
    {
        for (var seed = 0; seed < 600; seed++)
        {
            var (script, keys) = Draw(new Random(seed));
            var text = Kept(script);
            foreach (var key in keys.Where(key => script.Contains(key, StringComparison.Ordinal)))
                Assert.False(text.Contains(key, StringComparison.Ordinal), $"seed {seed}: {key} is kept of\n{script}\nas\n{text}");
            Assert.True(text == Kept(text.TrimEnd('\n')), $"seed {seed}: what was kept changed:\n{text}\n{Kept(text)}");
            Assert.True(script.TrimEnd('\n').Split('\n').Length == text.TrimEnd('\n').Split('\n').Length, $"seed {seed}: lines of\n{script}\nare not those of\n{text}");
            Parser.ParseInput(script, out _, out var before);
            Parser.ParseInput(text, out _, out var after);
            Assert.True(after.Length <= before.Length, $"seed {seed}: it does not parse any more:\n{text}");
        }
    }

    [Fact]
    public async Task Keys_are_in_nothing_that_tells_of_a_run_and_answers_stay_byte_for_byte()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var (script, keys) = Draw(random);
            var key = Pick(random, ["sk-", "", "hf_"]) + "q7" + Letters(random, Any, 24) + Pick(random, ["", "/+=", "&\"<"]);
            keys.Add(key);
            string[] encoded = [key, Uri.EscapeDataString(key), System.Net.WebUtility.HtmlEncode(key), JsonSerializer.Serialize(key), Convert.ToBase64String(Encoding.UTF8.GetBytes("u:" + key))];
            var said = $"  The keys are {string.Join(", ", keys.Concat(encoded))}; status none </think> 1234. ".Trim();
            await using var server = await ChatServer.StartAsync(request => request.Text switch
            {
                "fails" => new ChatServer.Reply("", 400, JsonSerializer.Serialize(new { message = $"wrong: {string.Join(' ', encoded)} {string.Join(' ', keys.Where(k => !k.StartsWith("plant", StringComparison.Ordinal)))}" })),
                "says" => new ChatServer.Reply(said),
                _ => new ChatServer.Reply("plainly"),
            });
            var folder = _scratch[$"run-{seed}"];
            var block = $"'first', 'says', 'fails' | Invoke-TextGeneration -Llm (New-Llm openai/x -Endpoint $url -ApiKey '{key.Replace("'", "''", StringComparison.Ordinal)}') -MaximumRetryCount 0\n{script}";
            var result = await Task.Run(() => _engine.Run($"Invoke-DatasetPipeline r -Path $path {{\n{block}\n}} -WarningVariable w -ErrorVariable e; $e | ForEach-Object {{ \"$_\" }}", ("path", folder), ("url", server.Address)));
            Assert.True(result.Ended is null, $"seed {seed}: {result.Ended}\n{block}");
            var told = string.Join('\n', result.Errors.Select(error => error.ToString()).Concat(result.Warnings)
                .Concat(new[] { "pipeline.ps1", "run.json", "log.jsonl", "distiset/README.md" }.Select(name => File.ReadAllText(Path.Combine(folder, name))))
                .Concat(File.ReadLines(Path.Combine(folder, "failed.jsonl")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("failed_reason").GetString())));
            foreach (var form in keys.Concat(encoded).Where(form => block.Contains(form, StringComparison.Ordinal) || encoded.Contains(form)))
                Assert.False(told.Contains(form, StringComparison.Ordinal), $"seed {seed}: {form} is in\n{told}");
            Assert.Contains("(the key)", told, StringComparison.Ordinal);
            var rows = new Core.Datasets.DatasetReader { OnError = error => throw error, OnWarning = Assert.Fail }.Read(folder).Select(row => (string?)row["generation"]).ToList();
            Assert.Equal(["plainly", said], rows);
            Assert.Equal(File.ReadAllText(Path.Combine(folder, "pipeline.ps1")), ScriptText.Redact(File.ReadAllText(Path.Combine(folder, "pipeline.ps1")), new Secrets(_ => null)));
        }
    }
}
