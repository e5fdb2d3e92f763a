using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Numerics;
using System.Reflection;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Module;

/// <summary>
/// The rules of PSScriptAnalyzer, and of the cmdlet guidelines that it stands on, as far as they can be stated without it: for the exported
/// cmdlets, for the manifest, and for every script of the repository. A rule's name there is in the comment of its test.
/// </summary>
public sealed partial class StyleTests
{
    /// <summary>What changes nothing, and so asks nobody, by name and with the reason.</summary>
    private static readonly Dictionary<string, string> s_changesNothing = new(StringComparer.Ordinal)
    {
        ["New-Llm"] = "It makes an object in memory: nothing is sent and no file is written.",
    };

    /// <summary>The verbs of UseShouldProcessForStateChangingFunctions, and those with which this module's cmdlets write or call.</summary>
    private static readonly string[] s_changing = ["New", "Set", "Remove", "Start", "Stop", "Restart", "Reset", "Update", "Clear", "Export", "Publish", "Invoke", "Send"];

    /// <summary>The aliases that the engine gives to the common parameters.</summary>
    private static readonly string[] s_commonAliases = ["vb", "db", "ea", "wa", "infa", "proga", "ev", "wv", "iv", "ov", "ob", "pv", "wi", "cf", "usetx"];

    /// <summary>The engine's, and those on Windows alone, which elsewhere are programs that a script may mean.</summary>
    private static readonly HashSet<string> s_aliases = InitialSessionState.CreateDefault2().Commands.OfType<SessionStateAliasEntry>().Select(a => a.Name)
        .Concat(["cat", "clear", "compare", "cp", "cpp", "diff", "kill", "ls", "man", "mount", "mv", "ps", "rm", "rmdir", "sleep", "sort", "start", "tee", "write", "echo"])
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    public static TheoryData<string> CmdletNames => [.. Engine.CmdletTypes.Select(NameOf).Order(StringComparer.Ordinal)];

    public static TheoryData<string> ScriptNames => [.. Scripts().Select(s => Path.GetRelativePath(Programs.Root, s).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void A_verb_is_approved_and_a_noun_singular(string name)
    {
        // PSUseApprovedVerbs, PSUseSingularNouns.
        Type[] groups = [typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsSecurity), typeof(VerbsOther)];
        var cmdlet = TypeOf(name).GetCustomAttribute<CmdletAttribute>()!;
        Assert.Contains(cmdlet.VerbName, groups.SelectMany(g => g.GetFields()).Select(f => (string)f.GetRawConstantValue()!));
        Assert.Matches("^[A-Z][A-Za-z]+$", cmdlet.NounName);
        Assert.DoesNotMatch("[^sui]s$", cmdlet.NounName);
    }

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void A_cmdlet_is_a_public_sealed_class_that_says_what_it_emits(string name)
    {
        // PSProvideCommentHelp is the build's: it fails for what is not documented. PSUseOutputTypeCorrectly.
        var type = TypeOf(name);
        Assert.True(type is { IsPublic: true, IsSealed: true });
        Assert.Equal(name.Replace("-", "", StringComparison.Ordinal) + "Command", type.Name);
        Assert.NotEmpty(type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(o => o.Type));
    }

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void What_changes_something_can_be_asked_what_it_would_do(string name)
    {
        // PSUseShouldProcessForStateChangingFunctions, PSShouldProcess: the behaviour is tested with each cmdlet.
        var cmdlet = TypeOf(name).GetCustomAttribute<CmdletAttribute>()!;
        // By its verb it changes nothing, and its calls cost money.
        var mustAsk = s_changing.Contains(cmdlet.VerbName) && !s_changesNothing.ContainsKey(name) || name == "Test-MathAnswer";
        Assert.True(cmdlet.SupportsShouldProcess == mustAsk, $"{name}: SupportsShouldProcess is {cmdlet.SupportsShouldProcess}");
    }

    [Fact]
    public void Exceptions_are_cmdlets_that_exist_and_would_fall_under_the_rule() =>
        Assert.All(s_changesNothing.Keys, name => Assert.Contains(TypeOf(name).GetCustomAttribute<CmdletAttribute>()!.VerbName, s_changing));

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void No_secret_is_taken_as_plain_text(string name)
    {
        // PSAvoidUsingPlainTextForPassword, PSUsePSCredentialType, PSAvoidUsingUsernameAndPasswordParams. A number of tokens is no secret.
        foreach (var (parameter, property) in Parameters(name).Where(p => SecretName().IsMatch(p.Name)))
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            Assert.True(type == typeof(SecureString) || type == typeof(PSCredential) || type == typeof(SwitchParameter) || type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(INumber<>)), $"{name} -{parameter} is a {type.Name}");
            if (type == typeof(PSCredential))
                Assert.NotNull(property.GetCustomAttribute<CredentialAttribute>());
        }
    }

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void Names_and_aliases_of_parameters_are_unique_and_the_engines_own_are_left_alone(string name)
    {
        // PSReservedParams, PSAvoidReservedCharInCmdlet.
        var names = Parameters(name).Select(p => p.Name).ToList();
        var aliases = Parameters(name).SelectMany(p => p.Property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []).ToList();
        var all = names.Concat(aliases).Select(n => n.ToUpperInvariant()).ToList();
        Assert.Equal(all.Distinct(), all);
        var reserved = Cmdlet.CommonParameters.Concat(Cmdlet.OptionalCommonParameters).Concat(s_commonAliases).Select(n => n.ToUpperInvariant());
        Assert.Empty(all.Intersect(reserved));
        Assert.All(names, parameter => Assert.Matches("^[A-Z][A-Za-z]*$", parameter));
        Assert.All(aliases, alias => Assert.Matches("^[A-Za-z][A-Za-z_]*$", alias));
    }

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void A_switch_is_off_until_it_is_given_and_stands_where_another_would_take_a_Boolean(string name)
    {
        // PSAvoidDefaultValueSwitchParameter; the guidelines' SD03.
        var cmdlet = Activator.CreateInstance(TypeOf(name))!;
        foreach (var (parameter, property) in Parameters(name))
        {
            Assert.False(property.PropertyType == typeof(bool) || property.PropertyType == typeof(bool?), $"{name} -{parameter} is a Boolean");
            if (property.PropertyType == typeof(SwitchParameter))
                Assert.False(((SwitchParameter)property.GetValue(cmdlet)!).IsPresent, $"{name} -{parameter}");
        }
        (cmdlet as IDisposable)?.Dispose();
    }

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void A_mandatory_parameter_has_no_default_and_positions_have_no_gap(string name)
    {
        // PSAvoidDefaultValueForMandatoryParameter. An empty text or list stands for nothing where null may not.
        var type = TypeOf(name);
        var cmdlet = Activator.CreateInstance(type)!;
        foreach (var (parameter, property) in Parameters(name).Where(p => p.Property.GetCustomAttributes<ParameterAttribute>().All(a => a.Mandatory)))
            Assert.True(property.GetValue(cmdlet) is null or "" or Array { Length: 0 } or SwitchParameter { IsPresent: false }, $"{name} -{parameter}");
        var sets = Parameters(name).SelectMany(p => p.Property.GetCustomAttributes<ParameterAttribute>()).ToList();
        foreach (var set in sets.Select(a => a.ParameterSetName).Distinct())
        {
            var positions = sets.Where(a => a.ParameterSetName == set && a.Position >= 0).Select(a => a.Position).Order().ToList();
            Assert.Equal(Enumerable.Range(0, positions.Count), positions);
        }
        var named = sets.Select(a => a.ParameterSetName).Where(set => set != ParameterAttribute.AllParameterSets).Distinct().ToList();
        if (named.Count > 1)
            Assert.Contains(type.GetCustomAttribute<CmdletAttribute>()!.DefaultParameterSetName, named);
        (cmdlet as IDisposable)?.Dispose();
    }

    [Fact]
    public void The_manifest_exports_the_cmdlets_one_by_one_and_nothing_else()
    {
        // PSUseToExportFieldsInManifest, PSMissingModuleManifestField.
        var manifest = (HashtableAst)Parse(Programs.Manifest).Find(node => node is HashtableAst, searchNestedScriptBlocks: false)!;
        IReadOnlyList<string> Strings(string key) => manifest.KeyValuePairs.Single(pair => pair.Item1.Extent.Text == key).Item2.FindAll(node => node is StringConstantExpressionAst, searchNestedScriptBlocks: false).Cast<StringConstantExpressionAst>().Select(s => s.Value).ToList();
        var exported = Strings("CmdletsToExport");
        Assert.Equal(exported.Order(StringComparer.Ordinal), exported);
        Assert.Equal(Engine.CmdletTypes.Select(NameOf).Order(StringComparer.Ordinal), exported);
        foreach (var key in new[] { "FunctionsToExport", "AliasesToExport", "VariablesToExport" })
            Assert.Empty(Strings(key));
        foreach (var key in new[] { "RootModule", "ModuleVersion", "GUID", "Author", "Description", "PowerShellVersion", "CompatiblePSEditions" })
            Assert.NotEmpty(Assert.Single(Strings(key)));
        Assert.DoesNotContain('*', Strings("CmdletsToExport").SelectMany(n => n));
        Assert.All(Strings("FormatsToProcess"), file => Assert.True(File.Exists(Path.Combine(Programs.Root, file)), file));
    }

    [Theory]
    [MemberData(nameof(ScriptNames))]
    public void A_script_uses_no_alias_and_nothing_that_an_analyzer_warns_of(string name) =>
        Assert.Empty(Findings(Parse(Path.Combine(Programs.Root, name))).Select(found => $"{name}: {found.Rule}: line {found.Place.StartLineNumber}: {found.Place.Text}"));

    [Fact]
    public void The_rules_for_scripts_find_what_they_are_about()
    {
        const string Bad =
            """
            param([switch] $On = $true)
            1 | % { Invoke-Expression $_; Write-Host $_ }
            ConvertTo-SecureString x -AsPlainText -Force
            $global:x = 1
            function global:Get-It { }
            try { 1 } catch { }
            if ($x -eq $null) { }
            if ($x = 1) { }
            """;
        var found = Findings(Parser.ParseInput(Bad, out _, out _)).Select(f => (f.Rule, f.Place.StartLineNumber)).Order();
        Assert.Equal(
            [
                ("PSAvoidDefaultValueSwitchParameter", 1), ("PSAvoidGlobalFunctions", 5), ("PSAvoidGlobalVars", 4), ("PSAvoidUsingCmdletAliases", 2), ("PSAvoidUsingConvertToSecureStringWithPlainText", 3),
                ("PSAvoidUsingEmptyCatchBlock", 6), ("PSAvoidUsingInvokeExpression", 2), ("PSAvoidUsingWriteHost", 2), ("PSPossibleIncorrectComparisonWithNull", 7), ("PSPossibleIncorrectUsageOfAssignmentOperator", 8),
            ], found);
    }

    private static IEnumerable<(string Rule, IScriptExtent Place)> Findings(ScriptBlockAst script)
    {
        IReadOnlyList<T> All<T>() where T : Ast => script.FindAll(node => node is T, searchNestedScriptBlocks: true).Cast<T>().ToList();
        var commands = All<CommandAst>();
        bool Calls(CommandAst command, params string[] names) => names.Contains(command.GetCommandName(), StringComparer.OrdinalIgnoreCase);
        IEnumerable<(string Rule, IEnumerable<Ast> Found)> rules =
        [
            ("PSAvoidUsingCmdletAliases", commands.Where(c => c.GetCommandName() is { } called && s_aliases.Contains(called))),
            ("PSAvoidUsingInvokeExpression", commands.Where(c => Calls(c, "Invoke-Expression"))),
            ("PSAvoidUsingWriteHost", commands.Where(c => Calls(c, "Write-Host"))),
            ("PSAvoidUsingConvertToSecureStringWithPlainText", commands.Where(c => Calls(c, "ConvertTo-SecureString") && c.CommandElements.OfType<CommandParameterAst>().Any(p => p.ParameterName.StartsWith("AsP", StringComparison.OrdinalIgnoreCase)))),
            ("PSAvoidGlobalVars", All<VariableExpressionAst>().Where(v => v.VariablePath.IsGlobal)),
            ("PSAvoidGlobalFunctions", All<FunctionDefinitionAst>().Where(f => f.Name.StartsWith("global:", StringComparison.OrdinalIgnoreCase))),
            ("PSAvoidUsingEmptyCatchBlock", All<CatchClauseAst>().Where(c => c.Body.Statements.Count == 0)),
            ("PSPossibleIncorrectComparisonWithNull", All<BinaryExpressionAst>().Where(b => b is { Operator: TokenKind.Ieq or TokenKind.Ine or TokenKind.Ceq or TokenKind.Cne, Right: VariableExpressionAst { VariablePath.UserPath: "null" } })),
            ("PSPossibleIncorrectUsageOfAssignmentOperator", All<IfStatementAst>().SelectMany(i => i.Clauses).Select(c => c.Item1).Where(c => c is AssignmentStatementAst)),
            ("PSAvoidDefaultValueSwitchParameter", All<ParameterAst>().Where(p => p.StaticType == typeof(SwitchParameter) && p.DefaultValue is not null)),
        ];
        return rules.SelectMany(rule => rule.Found.Select(node => (rule.Rule, node.Extent)));
    }

    [Theory]
    [MemberData(nameof(ScriptNames))]
    public void A_script_is_UTF8_without_a_mark_and_without_blanks_at_the_ends_of_lines(string name)
    {
        // PSUseBOMForUnicodeEncodedFile does not hold for PowerShell 7, whose default this is. PSAvoidTrailingWhitespace.
        var bytes = File.ReadAllBytes(Path.Combine(Programs.Root, name));
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        Assert.False(text.StartsWith('\ufeff'), name);
        Assert.DoesNotContain('\r', text);
        Assert.DoesNotContain('\t', text);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[ ]\n", text);
    }

    [GeneratedRegex("key|token|password|secret|credential", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    private static IEnumerable<string> Scripts() => new[] { "*.ps1", "*.psm1", "*.psd1", "*.ps1xml" }
        .SelectMany(pattern => Directory.EnumerateFiles(Programs.Root, pattern, SearchOption.AllDirectories))
        .Where(file => Path.GetRelativePath(Programs.Root, file).Replace('\\', '/').Split('/')[0] is not ("artifacts" or "bin" or "output"));

    private static ScriptBlockAst Parse(string file)
    {
        // A view is XML; its blocks are scripts.
        if (file.EndsWith(".ps1xml", StringComparison.Ordinal))
        {
            var blocks = System.Xml.Linq.XDocument.Load(file).Descendants("ScriptBlock").Select(b => b.Value);
            var view = Parser.ParseInput(string.Join('\n', blocks), out _, out var wrong);
            Assert.Empty(wrong.Select(e => e.Message));
            return view;
        }
        var script = Parser.ParseFile(file, out _, out var errors);
        Assert.Empty(errors.Select(e => e.Message));
        return script;
    }

    private static string NameOf(Type type) => type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet ? $"{cmdlet.VerbName}-{cmdlet.NounName}" : type.Name;

    private static Type TypeOf(string name) => Engine.CmdletTypes.Single(type => NameOf(type) == name);

    private static IEnumerable<(string Name, PropertyInfo Property)> Parameters(string name) =>
        TypeOf(name).GetProperties().Where(p => p.GetCustomAttributes<ParameterAttribute>().Any()).Select(p => (p.Name, p));
}
