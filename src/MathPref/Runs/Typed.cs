using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using MathPref.Core.Llm;

namespace MathPref.Runs;

/// <summary>What a person would type: for the commands on a card and in a run's script.</summary>
internal static class Typed
{
    /// <summary>
    /// Parameters that concern the process and not the data: how fast, how often, from where, with which key, into which file. What a repository and a
    /// revision of the Hub are called stands in the address that takes the place of the files.
    /// </summary>
    private static readonly HashSet<string> s_ofTheProcess = new(StringComparer.OrdinalIgnoreCase)
    {
        "InputObject", "Endpoint", "ApiKey", "Proxy", "ProxyCredential", "NoProxy",
        "AllowUnencryptedAuthentication", "TimeoutSec", "RequestsPerMinute", "TokensPerMinute",
        "Journal", "NoJournal", "RefreshJournal", "ThrottleLimit", "Unordered", "MaximumRetryCount", "RetryIntervalSec",
        "MaximumRetryIntervalSec", "MaxCost", "Path", "LiteralPath", "Force", "PassThru", "ApiUrl", "Workspace",
        "Offline", "Token", "RepoId", "Revision",
    };

    /// <summary>A cmdlet with its parameters, which are settled.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="files">What stands in place of the files that it reads or writes, whose paths are nobody's business.</param>
    public static string Command(PSCmdlet cmdlet, string? files = null) =>
        cmdlet.MyInvocation.MyCommand.Name + (files is null ? "" : " " + files) + Parameters(cmdlet);

    private static string Parameters(PSCmdlet cmdlet)
    {
        var given = cmdlet.MyInvocation.BoundParameters
            .Where(p => !s_ofTheProcess.Contains(p.Key) && !Cmdlet.CommonParameters.Contains(p.Key) && !Cmdlet.OptionalCommonParameters.Contains(p.Key))
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => p.Value is SwitchParameter on ? on ? $" -{p.Key}" : $" -{p.Key}:$false" : $" -{p.Key} {Value(p.Value)}");
        return string.Concat(given) + (cmdlet.MyInvocation.BoundParameters.ContainsKey("Endpoint") ? " -Endpoint 'https://…'" : "");
    }

    /// <summary>A value as one would type it.</summary>
    public static string Value(object? value) => value switch
    {
        LlmSpec model => ModelText(model),
        ScriptBlock => "{ … }",
        string text => Quote(text),
        bool truth => truth ? "$true" : "$false",
        Enum name => name.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Value)),
        _ => Quote(value?.ToString() ?? ""),
    };

    private static string ModelText(LlmSpec model)
    {
        var options = model.Options;
        var set = new List<string>();
        if (model.Endpoint is not null)
            set.Add("-Endpoint 'https://…'");
        if (model.Price is { } price)
            set.Add($"-InputPrice {Value(price.Input)} -OutputPrice {Value(price.Output)}");
        if (options.Temperature is { } temperature)
            set.Add($"-Temperature {Value(temperature)}");
        if (options.TopP is { } topP)
            set.Add($"-TopP {Value(topP)}");
        if (options.MaxNewTokens is { } length)
            set.Add($"-MaxNewTokens {Value(length)}");
        if (options.Seed is { } seed)
            set.Add($"-Seed {Value(seed)}");
        if (options.Stop is { Count: > 0 } stop)
            set.Add($"-Stop {Value(stop)}");
        if (options.ReasoningEffort is { } effort)
            set.Add($"-ReasoningEffort {Value(effort)}");
        if (model.Script is not null)
            set.Add("-Reply { … }");
        return set.Count == 0 ? Quote(model.ToString()) : $"(New-Llm {Quote(model.ToString())} {string.Join(' ', set)})";
    }

    private static string Quote(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '/' or '.' or ':' or '@') && text[0] is not ('-' or '@')
            ? text
            : "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";
}
