using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;
using MathPref.Core.Runs;
using MathPref.Core.Text;

namespace MathPref.Runs;

/// <summary>
/// Where the keys of a script stand, comments included, which may be commands that were taken out. What is given where a key belongs is one,
/// and so is what came into it: values are followed back through variables, loops, pipelines, functions and parameters. Rather too much is
/// taken for a key than too little.
/// </summary>
internal sealed partial class ScriptKeys
{
    private static readonly string[] s_parameters = ["ApiKey", "Token", "ProxyCredential"];

    private static readonly string[] s_setters = ["Set-Item", "New-Item", "Set-Content", "Set-Variable", "New-Variable", "si", "ni", "sc", "sv", "nv"];

    private static readonly string[] s_aliasing = ["Set-Alias", "New-Alias", "sal", "nal"];

    private static readonly string[] s_variableParameters = ["OutVariable", "ov", "PipelineVariable", "pv", "Variable"];

    /// <summary>
    /// Commands that give on what they are given. What others make of their arguments is their own affair: a file's name, a secret's in a vault.
    /// </summary>
    private static readonly HashSet<string> s_passing = new(StringComparer.OrdinalIgnoreCase)
    {
        "Write-Output", "echo", "write", "ConvertTo-SecureString", "Tee-Object", "tee", "ForEach-Object", "foreach", "%", "Where-Object", "where", "?",
        "Select-Object", "select", "Sort-Object", "sort", "Get-Random", "Get-Unique", "Join-String", "Out-String", "New-Object", "Invoke-Command", "icm",
        "Invoke-Expression", "iex", "Set-Variable", "sv", "New-Variable", "nv",
    };

    /// <summary>Stands for a part that is not written in its place, and may be a key.</summary>
    private const string Unknown = "k1k1k1k1";

    private readonly string _script;
    private readonly Secrets _secrets;
    private readonly List<Ast> _nodes = [];
    private readonly List<(int Start, int End)> _comments = [];
    private readonly HashSet<int> _broken = [];
    private readonly HashSet<Ast> _values = [];
    private readonly HashSet<Ast> _literals = [];
    private readonly HashSet<string> _sums = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _variables = new(StringComparer.OrdinalIgnoreCase);

    private ScriptKeys(string script, Secrets secrets)
    {
        (_script, _secrets) = (script, secrets);
        Read(script);
        foreach (var (start, end) in _comments.ToList())
        {
            // What cannot be read as commands (a text that begins and does not end) and speaks of keys is taken out whole.
            if (!Read(Uncommented(start, end)) && SpeaksOfKeys().IsMatch(script[start..end]))
                _broken.Add(start);
        }
    }

    /// <summary>The script without its keys, line for line. Those that are found by their use are among the secrets from then on.</summary>
    public static string Redact(string script, Secrets secrets)
    {
        var keys = new ScriptKeys(script, secrets);
        foreach (var node in keys._nodes)
            keys.Begin(node);
        var text = new StringBuilder(script);
        foreach (var (start, end, clean) in keys.Edits().OrderByDescending(edit => edit.Start))
            text.Remove(start, end - start).Insert(start, clean);
        // What is no literal can hold one too: ${sk-…}.
        return Hex().Replace(secrets.Redact(text.ToString(), KeySigns.Shape), KeyText.Mark);
    }

    /// <summary>Takes in what a text is made of, and whether it is whole.</summary>
    private bool Read(string text)
    {
        var script = Parser.ParseInput(text, out var tokens, out var errors);
        _nodes.AddRange(script.FindAll(static _ => true, searchNestedScriptBlocks: true));
        if (text != _script)
            return errors.Length == 0;
        foreach (var comment in tokens.Where(token => token.Kind is TokenKind.Comment))
        {
            var (start, end) = (comment.Extent.StartOffset, comment.Extent.EndOffset);
            // Comments on lines that follow each other are one text: a command may take several lines.
            if (_comments.Count > 0 && text[_comments[^1].Start] == '#' && text[start] == '#' && Between().IsMatch(text[_comments[^1].End..start]))
                _comments[^1] = (_comments[^1].Start, end);
            else
                _comments.Add((start, end));
        }
        return errors.Length == 0;
    }

    /// <summary>The text of a comment at its place, behind nothing.</summary>
    private string Uncommented(int start, int end) =>
        Blank(_script[..start]) + CommentMark().Replace(_script[start..end], mark => Blank(mark.Value));

    private static string Blank(string text) => NotLineEnd().Replace(text, " ");

    /// <summary>What a node tells of keys by itself.</summary>
    private void Begin(Ast node)
    {
        switch (node)
        {
            case VariableExpressionAst variable when KeyText.IsName(variable.VariablePath.UserPath):
                AddVariable(variable.VariablePath.UserPath);
                break;
            case ParameterAst parameter when KeyText.IsName(parameter.Name.VariablePath.UserPath):
                AddVariable(parameter.Name.VariablePath.UserPath);
                break;
            case AssignmentStatementAst assignment when Targets(assignment.Left).Any(IsKey):
                Add(assignment.Right);
                break;
            case HashtableAst table:
                foreach (var (name, value) in table.KeyValuePairs.Where(pair => IsMember(pair.Item1.Extent.Text)))
                    Add(value);
                break;
            case CommandParameterAst parameter when IsParameter(parameter.ParameterName):
                Add(parameter.Argument ?? Next(parameter));
                break;
            case PropertyMemberAst member when KeyText.IsName(member.Name):
                Add(member.InitialValue);
                break;
            case StringConstantExpressionAst { StringConstantType: StringConstantType.BareWord, Parent: CommandAst command } option
                when option.Value.StartsWith("--", StringComparison.Ordinal) && KeyText.IsName(option.Value):
                Add(command.CommandElements.ElementAtOrDefault(command.CommandElements.IndexOf(option) + 1));
                break;
            case CommandAst command when IsCommand(command, "ConvertTo-SecureString"):
                AddArguments(command);
                AddUpstream(command);
                break;
            case CommandAst command when IsSetter(command, KeyText.IsName):
                AddSet(command);
                break;
            case CommandAst command when IsCommand(command, "New-Object") && Arguments(command).FirstOrDefault() is { } type && IsSecretType(type.Extent.Text):
                AddArguments(command, type);
                break;
            case InvokeMemberExpressionAst { Expression: TypeExpressionAst type } call when IsSecretType(type.TypeName.FullName):
                AddAll(call.Arguments);
                break;
            case InvokeMemberExpressionAst { Arguments: [StringConstantExpressionAst name, var value, ..] } when IsMember(name.Value):
                Add(value);
                break;
            case ExpandableStringExpressionAst text when Overlaps(text):
                Add(text);
                break;
            case BinaryExpressionAst { Operator: TokenKind.Plus, Parent: BinaryExpressionAst { Operator: TokenKind.Plus } }:
                // Looked at with the whole sum.
                break;
            case BinaryExpressionAst or UnaryExpressionAst or InvokeMemberExpressionAst:
                AddParts(Parts(node));
                break;
            case AssignmentStatementAst { Operator: TokenKind.PlusEquals, Left: VariableExpressionAst sum } when _sums.Add(sum.Extent.Text):
                AddParts(_nodes.OfType<AssignmentStatementAst>()
                    .Where(other => string.Equals(other.Left.Extent.Text, sum.Extent.Text, StringComparison.OrdinalIgnoreCase))
                    .SelectMany(other => Parts(other.Right)));
                break;
        }
    }

    /// <summary>The value of an expression is a key, and so is all that it is made of.</summary>
    private void Add(Ast? value)
    {
        if (value is not null && _values.Add(value))
            value.Visit(new Sources(this));
    }

    private void AddAll(IEnumerable<Ast>? values)
    {
        foreach (var value in values ?? [])
            Add(value);
    }

    private void AddArguments(CommandAst command, Ast? but = null) => AddAll(Arguments(command).Where(argument => argument != but));

    /// <summary>What is piped into a command.</summary>
    private void AddUpstream(CommandAst command)
    {
        if (command.Parent is PipelineAst pipeline)
            AddAll(pipeline.PipelineElements.TakeWhile(element => element != command));
    }

    /// <summary>What Set-Item env:HF_TOKEN '…' and its like set, but for names and places.</summary>
    private void AddSet(CommandAst command)
    {
        AddAll(Arguments(command).Where(argument =>
            argument is not StringConstantExpressionAst { Value: var name }
            || !KeyText.IsName(name) && !_variables.Contains(Plain(name)) && !Drive().IsMatch(name)));
        AddUpstream(command);
    }

    private void AddVariable(string path)
    {
        if (!_variables.Add(Plain(path)))
            return;
        var name = Plain(path);
        bool IsIt(Ast? node) => node is VariableExpressionAst variable && Is(variable.VariablePath.UserPath);
        bool Is(string other) => string.Equals(Plain(other), name, StringComparison.OrdinalIgnoreCase);
        foreach (var node in _nodes)
        {
            switch (node)
            {
                case AssignmentStatementAst assignment when Targets(assignment.Left).Any(target => IsIt(Root(target))):
                    Add(assignment.Right);
                    break;
                case ForEachStatementAst loop when IsIt(loop.Variable):
                    Add(loop.Condition);
                    break;
                case InvokeMemberExpressionAst call when IsIt(Root(call.Expression)):
                    AddAll(call.Arguments);
                    break;
                case ParameterAst parameter when IsIt(parameter.Name):
                    Add(parameter.DefaultValue);
                    AddCalls(parameter, parameter);
                    break;
                case CommandAst command when IsSetter(command, Is):
                    AddSet(command);
                    break;
                case CommandParameterAst parameter when s_variableParameters.Contains(parameter.ParameterName, StringComparer.OrdinalIgnoreCase)
                    && (parameter.Argument ?? Next(parameter)) is StringConstantExpressionAst variable && Is(variable.Value.TrimStart('+')):
                    Add(parameter.Parent.Parent);
                    AddArguments((CommandAst)parameter.Parent, variable);
                    break;
            }
        }
    }

    /// <summary>What a function or a block is given: by a parameter, or by all of them where it takes $args or $_.</summary>
    private void AddCalls(Ast inside, ParameterAst? parameter)
    {
        for (var (child, parent) = (inside, inside.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case SwitchStatementAst choice when parameter is null && child != choice.Condition:
                    Add(choice.Condition);
                    return;
                case FunctionDefinitionAst function:
                    foreach (var call in _nodes.OfType<CommandAst>().Where(command => Calls(command, function.Name)))
                        AddCall(call, parameter);
                    return;
                case ScriptBlockExpressionAst block:
                    AddCalls(block, parameter);
                    return;
            }
        }
    }

    private void AddCalls(ScriptBlockExpressionAst block, ParameterAst? parameter)
    {
        for (Ast? parent = block.Parent; parent is not null and not ScriptBlockAst; parent = parent.Parent)
        {
            if (parent is InvokeMemberExpressionAst method)
            {
                Add(method.Expression);
                AddAll(method.Arguments?.Where(argument => argument != block));
                return;
            }
            if (parent is CommandAst command)
            {
                AddCall(command, parameter);
                return;
            }
        }
        // It is kept in a variable, and called by that.
        foreach (var call in _nodes.OfType<CommandAst>().Where(command => command.GetCommandName() is null))
            AddCall(call, parameter);
        foreach (var call in _nodes.OfType<InvokeMemberExpressionAst>())
        {
            if (call.Member.Extent.Text.StartsWith("Invoke", StringComparison.OrdinalIgnoreCase))
                AddAll(call.Arguments);
        }
    }

    private void AddCall(CommandAst call, ParameterAst? parameter)
    {
        AddUpstream(call);
        var names = parameter?.Parent switch
        {
            ParamBlockAst block => block.Parameters,
            FunctionDefinitionAst function => function.Parameters,
            _ => null,
        };
        foreach (var argument in call.CommandElements.Skip(1))
        {
            var before = call.CommandElements[call.CommandElements.IndexOf(argument) - 1] as CommandParameterAst;
            var named = argument as CommandParameterAst ?? (before is { Argument: null } ? before : null);
            // The arguments of other parameters are not its own; those without a name may be.
            if (argument is VariableExpressionAst { Splatted: true } splat)
                AddVariable(splat.VariablePath.UserPath);
            else if (parameter is null || named is null || !names!.Any(other => other != parameter && Takes(other, named.ParameterName)))
                Add((argument as CommandParameterAst)?.Argument ?? (argument is CommandParameterAst ? null : argument));
        }
    }

    private static bool Takes(ParameterAst parameter, string name) =>
        parameter.StaticType != typeof(System.Management.Automation.SwitchParameter)
        && parameter.Name.VariablePath.UserPath.StartsWith(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is to be replaced by what; none lies within another.</summary>
    private IEnumerable<(int Start, int End, string Text)> Edits()
    {
        var edits = new List<(int Start, int End, string Text)>();
        foreach (var literal in _nodes.Where(node => node is StringConstantExpressionAst or ExpandableStringExpressionAst or ConstantExpressionAst))
        {
            if (Clean(literal) is { } clean)
                edits.Add((literal.Extent.StartOffset, literal.Extent.EndOffset, clean));
        }
        edits.RemoveAll(edit => edits.Exists(other => other != edit && other.Start <= edit.Start && edit.End <= other.End));
        foreach (var (start, end) in _comments)
        {
            var inside = edits.Where(edit => start <= edit.Start && edit.End <= end).OrderByDescending(edit => edit.Start).ToList();
            edits.RemoveAll(inside.Contains);
            var comment = new StringBuilder(_script, start, end - start, end - start);
            foreach (var (from, to, text) in inside)
                comment.Remove(from - start, to - from).Insert(from - start, text);
            // A text over several lines has the marks of the comment in it.
            var isCut = _script[start] == '#' && inside.Exists(edit => edit.Text.Contains('\n'));
            edits.Add((start, end, isCut || _broken.Contains(start) ? WithoutText(_script[start..end]) : CleanComment(comment.ToString())));
        }
        return edits;
    }

    private static string WithoutText(string comment) => comment[0] == '#'
        ? InComment().Replace(comment, KeyText.Mark)
        : $"<#{InBlock().Replace(comment[2..^2], KeyText.Mark)}#>";

    /// <summary>What stands in place of a literal with a key in it; null for one without.</summary>
    private string? Clean(Ast literal)
    {
        var raw = literal.Extent.Text;
        var value = literal switch
        {
            StringConstantExpressionAst text => text.Value,
            ExpandableStringExpressionAst text => text.Value,
            _ => raw,
        };
        if (value.Trim('\n') is "" or KeyText.Mark)
            return null;
        if (literal is not (StringConstantExpressionAst or ExpandableStringExpressionAst))
            return _literals.Contains(literal) && raw.Count(char.IsAsciiDigit) >= 6 ? Whole(raw) : null;
        if (_literals.Contains(literal))
        {
            _secrets.Add(value);
            return Whole(raw);
        }
        if (KeyText.IsTelling(value) && _secrets.Known.Any(key => key.Contains(value, StringComparison.Ordinal)))
            return Whole(raw);
        var clean = CleanText(value);
        if (clean == value)
            return null;
        // Where the text is written as it reads, only the key goes.
        var isBare = literal is StringConstantExpressionAst { StringConstantType: StringConstantType.BareWord };
        if (isBare)
            return value.Contains('\'') ? Whole(raw) : $"'{clean}'";
        return raw.Contains(value, StringComparison.Ordinal) ? raw.Replace(value, clean, StringComparison.Ordinal) : Whole(raw);
    }

    /// <summary>A literal in place of another, over as many lines.</summary>
    private static string Whole(string raw) => $"'{KeyText.Mark}{new string('\n', raw.Count(c => c == '\n'))}'";

    private string CleanText(string text) =>
        Hex().Replace(
            TypedParameter().Replace(_secrets.Redact(text), match => match.Value[..^match.Groups["key"].Length] + KeyText.Mark),
            KeyText.Mark);

    /// <summary>Of a comment that speaks of keys a digest goes too: it has the form of some.</summary>
    private string CleanComment(string text)
    {
        var clean = CleanText(text);
        return KeyWord().IsMatch(clean) ? LongHex().Replace(clean, KeyText.Mark) : clean;
    }

    /// <summary>Whether a key is known in a text by what stands around a variable in it: "?api-key=$k".</summary>
    private bool Overlaps(ExpandableStringExpressionAst text)
    {
        var from = text.Extent.StartOffset;
        return KeyText.Find(text.Extent.Text, _secrets.Known, KeySigns.Place)
            .Any(key => text.NestedExpressions.Any(part => part.Extent.StartOffset - from < key.End && key.Start < part.Extent.EndOffset - from));
    }

    /// <summary>What is put together: a part is a key where one belongs in the whole text.</summary>
    private void AddParts(IEnumerable<(string Said, Ast? Part)> parts)
    {
        var whole = new StringBuilder();
        var starts = new List<(int Start, Ast Part)>();
        foreach (var (said, part) in parts)
        {
            if (part is not null)
                starts.Add((whole.Length, part));
            whole.Append(said);
        }
        var keys = KeyText.Find(whole.ToString(), _secrets.Known, KeySigns.Place);
        foreach (var (start, part) in starts.Where(part => keys.Any(key => key.Start <= part.Start && part.Start < key.End)))
            Add(part);
    }

    /// <summary>The parts of a text in their order; those that are no key's, such as what stands between others, have no node.</summary>
    private static IEnumerable<(string Said, Ast? Part)> Parts(Ast text) => Inner(text) switch
    {
        BinaryExpressionAst { Operator: TokenKind.Plus } sum => Parts(sum.Left).Concat(Parts(sum.Right)),
        BinaryExpressionAst { Operator: TokenKind.Join } join => Joined(Elements(join.Left), (join.Right as StringConstantExpressionAst)?.Value ?? " "),
        UnaryExpressionAst { TokenKind: TokenKind.Join } join => Joined(Elements(join.Child), ""),
        BinaryExpressionAst { Operator: TokenKind.Format } filled => Filled(filled.Left, Elements(filled.Right)),
        InvokeMemberExpressionAst { Static: true, Arguments: { Count: > 0 } given } call => call.Member.Extent.Text.ToLowerInvariant() switch
        {
            "concat" => Joined(given, ""),
            "format" => Filled(given[0], [.. given.Skip(1)]),
            _ => [(Unknown, call)],
        },
        StringConstantExpressionAst said => [(said.Value, said)],
        ExpandableStringExpressionAst said => [(said.Value, said)],
        var other => [(Unknown, other)],
    };

    private static IEnumerable<(string Said, Ast? Part)> Joined(IEnumerable<Ast> elements, string separator) =>
        elements.SelectMany((element, i) => i == 0 ? Parts(element) : Parts(element).Prepend((separator, null)));

    private static IEnumerable<(string Said, Ast? Part)> Filled(Ast format, IReadOnlyList<Ast> operands) =>
        Inner(format) is not StringConstantExpressionAst { Value: var text } ? [(Unknown, format)]
        : FormatItem().Split(text).SelectMany((piece, i) =>
            i % 2 == 0 ? [(piece, null)]
            : int.TryParse(piece, out var number) && operands.Count > 0 ? Parts(operands[Math.Min(number, operands.Count - 1)])
            : []);

    private static IReadOnlyList<Ast> Elements(Ast list) => Inner(list) is ArrayLiteralAst array ? array.Elements : [list];

    /// <summary>What stands within parentheses.</summary>
    private static Ast Inner(Ast node) => node switch
    {
        ParenExpressionAst { Pipeline: PipelineAst { PipelineElements: [CommandExpressionAst inner] } } => Inner(inner.Expression),
        ArrayExpressionAst { SubExpression.Statements: [PipelineAst { PipelineElements: [CommandExpressionAst inner] }] } => Inner(inner.Expression),
        CommandExpressionAst inner => Inner(inner.Expression),
        _ => node,
    };

    /// <summary>Parameters may be cut short as long as they are clear, of two letters some are; -Proxy is one of its own.</summary>
    private static bool IsParameter(string name) => KeyText.IsName(name) || s_parameters.Any(parameter =>
        name.Length >= 2 && parameter.StartsWith(name, StringComparison.OrdinalIgnoreCase) && !"Proxy".StartsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a member holds a key, which may be a parameter's for a splat or a default: Api, *:Api. To is too common a word.</summary>
    private static bool IsMember(string name) => KeyText.IsName(name)
        || LastWord().Match(name).Value is var word && !word.Equals("To", StringComparison.OrdinalIgnoreCase) && IsParameter(word);

    private static bool IsKey(Ast target) => KeyText.IsName(target.Extent.Text) || target switch
    {
        IndexExpressionAst index => IsMember(index.Index.Extent.Text),
        MemberExpressionAst member => IsMember(member.Member.Extent.Text),
        _ => false,
    };

    private static bool IsCommand(CommandAst command, string name) => string.Equals(command.GetCommandName(), name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a function is called, by its name or by another that it was given.</summary>
    private bool Calls(CommandAst call, string function)
    {
        bool Names(CommandAst alias, string? name) => Arguments(alias).OfType<StringConstantExpressionAst>()
            .Any(argument => string.Equals(argument.Value, name, StringComparison.OrdinalIgnoreCase));
        return IsCommand(call, function) || call.GetCommandName() is { } name && _nodes.OfType<CommandAst>().Any(alias =>
            s_aliasing.Contains(alias.GetCommandName() ?? "", StringComparer.OrdinalIgnoreCase) && Names(alias, name) && Names(alias, function));
    }

    private static bool IsSetter(CommandAst command, Func<string, bool> isName) =>
        command.GetCommandName() is { } name && s_setters.Contains(name, StringComparer.OrdinalIgnoreCase)
        && Arguments(command).OfType<StringConstantExpressionAst>().Any(argument => isName(argument.Value));

    private static bool IsSecretType(string name) =>
        name.Contains("Credential", StringComparison.OrdinalIgnoreCase) || name.Contains("SecureString", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Ast> Arguments(CommandAst command) => command.CommandElements.Skip(1)
        .Select(Ast? (element) => element is CommandParameterAst parameter ? parameter.Argument : element)
        .OfType<Ast>();

    private static Ast? Next(CommandParameterAst parameter)
    {
        var elements = ((CommandAst)parameter.Parent).CommandElements;
        var next = elements.IndexOf(parameter) + 1;
        return next < elements.Count && elements[next] is not CommandParameterAst ? elements[next] : null;
    }

    /// <summary>What is assigned to: one or several.</summary>
    private static IEnumerable<Ast> Targets(Ast left) => left is ArrayLiteralAst several ? several.Elements.SelectMany(Targets) : [left];

    /// <summary>The variable that an expression begins with: $a of $a.b['c'].</summary>
    private static Ast? Root(Ast? expression) => expression switch
    {
        MemberExpressionAst member => Root(member.Expression),
        IndexExpressionAst index => Root(index.Target),
        AttributedExpressionAst typed => Root(typed.Child),
        ParenExpressionAst { Pipeline: PipelineAst { PipelineElements: [CommandExpressionAst inner] } } => Root(inner.Expression),
        _ => expression,
    };

    /// <summary>A variable's name without where it lives, but for the environment's.</summary>
    private static string Plain(string path) => Scope().Replace(path, "");

    /// <summary>What the value of an expression is made of.</summary>
    private sealed class Sources(ScriptKeys keys) : AstVisitor2
    {
        public override AstVisitAction VisitStringConstantExpression(StringConstantExpressionAst text) => Take(text);

        public override AstVisitAction VisitExpandableStringExpression(ExpandableStringExpressionAst text) => Take(text);

        public override AstVisitAction VisitConstantExpression(ConstantExpressionAst number) => Take(number);

        public override AstVisitAction VisitVariableExpression(VariableExpressionAst variable)
        {
            if (variable.VariablePath.UserPath.ToLowerInvariant() is "_" or "psitem" or "args" or "input")
                keys.AddCalls(variable, null);
            else if (!variable.IsConstantVariable() && !variable.Splatted)
                keys.AddVariable(variable.VariablePath.UserPath);
            return AstVisitAction.Continue;
        }

        public override AstVisitAction VisitMemberExpression(MemberExpressionAst member) => Only([member.Expression]);

        public override AstVisitAction VisitInvokeMemberExpression(InvokeMemberExpressionAst call) => Only([call.Expression, .. call.Arguments ?? []]);

        public override AstVisitAction VisitIndexExpression(IndexExpressionAst index) => Only([index.Target]);

        public override AstVisitAction VisitHashtable(HashtableAst table) => Only(table.KeyValuePairs.Select(pair => pair.Item2));

        public override AstVisitAction VisitSwitchStatement(SwitchStatementAst choice) =>
            Only([.. choice.Clauses.Select(clause => clause.Item2), .. choice.Default is { } other ? [other] : Array.Empty<Ast>()]);

        /// <summary>Whether two are equal tells nothing of either.</summary>
        public override AstVisitAction VisitBinaryExpression(BinaryExpressionAst binary) =>
            binary.Operator is >= TokenKind.Ieq and <= TokenKind.Cnotin
                and not (TokenKind.Ireplace or TokenKind.Creplace or TokenKind.Isplit or TokenKind.Csplit)
                ? AstVisitAction.SkipChildren
                : AstVisitAction.Continue;

        public override AstVisitAction VisitCommand(CommandAst command)
        {
            if (command.GetCommandName() is not { } name || s_passing.Contains(name))
                return AstVisitAction.Continue;
            AddBody(name);
            return AstVisitAction.SkipChildren;
        }

        private void AddBody(string name)
        {
            foreach (var function in keys._nodes.OfType<FunctionDefinitionAst>().Where(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase)))
                keys.Add(function.Body);
        }

        private AstVisitAction Only(IEnumerable<Ast> parts)
        {
            keys.AddAll(parts);
            return AstVisitAction.SkipChildren;
        }

        private AstVisitAction Take(Ast literal)
        {
            // The name of the command itself is none of its values.
            if (literal.Parent is not CommandAst command || command.CommandElements[0] != literal)
                keys._literals.Add(literal);
            return AstVisitAction.Continue;
        }
    }

    [GeneratedRegex(@"\A[ \t]*\r?\n[ \t]*\z")]
    private static partial Regex Between();

    [GeneratedRegex(@"^(?:[ \t]*#(?!>))+|\A<#|#>\z", RegexOptions.Multiline)]
    private static partial Regex CommentMark();

    [GeneratedRegex(@"[^\r\n]")]
    private static partial Regex NotLineEnd();

    /// <summary>What a line of a comment says behind its mark.</summary>
    [GeneratedRegex(@"(?<=^[ \t]*#+ ?)[^#\s][^\r\n]*", RegexOptions.Multiline)]
    private static partial Regex InComment();

    [GeneratedRegex(@"\S[^\r\n]*")]
    private static partial Regex InBlock();

    [GeneratedRegex(
        @"(?<![A-Za-z0-9_-])-(?:Ap|To|ProxyC)|SecureString|(?:key|token|secret|password|passwd|credential|authorization)[a-z0-9_]{0,9}['""\]})]*\s*=",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SpeaksOfKeys();

    /// <summary>A parameter for a key in a text that may be a command: -ApiKey word.</summary>
    [GeneratedRegex(
        @"(?<![A-Za-z0-9_-])-(?:Ap(?:i(?:K(?:e(?:y)?)?)?)?|Tok(?:e(?:n)?)?|(?<=Distiset[^\r\n;|]*)To|ProxyC[a-z]*|Password)"
        + @"(?::[ \t]*|[ \t]+)['""]?(?<key>[^\s$@(){}<>'"";|,]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TypedParameter();

    /// <summary>Hex digits as Azure's keys have them, or an identifier, which is a key to some. A number has no letters.</summary>
    [GeneratedRegex(
        "(?<![A-Za-z0-9])(?=[0-9-]*[a-f])(?=[a-f-]*[0-9])(?:[0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?![A-Za-z0-9])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hex();

    [GeneratedRegex("(?<![A-Za-z0-9])(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{32,}(?![A-Za-z0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LongHex();

    [GeneratedRegex(
        "(?:key|token|secret|password|passwd|pwd|credential|authorization|bearer)s?(?![A-Za-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex KeyWord();

    /// <summary>What -f fills, which takes doubled braces for braces.</summary>
    [GeneratedRegex(@"\{([0-9]+)[^{}]*\}")]
    private static partial Regex FormatItem();

    [GeneratedRegex(@"[A-Za-z0-9_-]+(?=['""\s]*\z)")]
    private static partial Regex LastWord();

    [GeneratedRegex(@"\A(?:env|variable):?[\\/]?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Drive();

    [GeneratedRegex(@"\A(?:script|global|local|private|using|variable):[\\/]?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scope();
}
