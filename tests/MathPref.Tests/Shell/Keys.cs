namespace MathPref.Tests.Shell;

/// <summary>Keys as the console gives them.</summary>
internal static class Keys
{
    public static ConsoleKeyInfo Of(ConsoleKey key, ConsoleModifiers modifiers = ConsoleModifiers.None)
    {
        var character = key switch
        {
            ConsoleKey.Enter => '\r',
            ConsoleKey.Escape => '\x1b',
            ConsoleKey.Tab => '\t',
            >= ConsoleKey.A and <= ConsoleKey.Z when modifiers is ConsoleModifiers.Control => (char)(key - ConsoleKey.A + 1),
            _ => '\0',
        };
        return new ConsoleKeyInfo(character, key, modifiers.HasFlag(ConsoleModifiers.Shift), modifiers.HasFlag(ConsoleModifiers.Alt), modifiers.HasFlag(ConsoleModifiers.Control));
    }

    public static ConsoleKeyInfo Control(ConsoleKey key) => Of(key, ConsoleModifiers.Control);

    public static ConsoleKeyInfo Alt(char character) => new(character, 0, shift: false, alt: true, control: false);

    public static IEnumerable<ConsoleKeyInfo> Typing(string text) => text.Select(c => c switch
    {
        '\n' or '\r' => Of(ConsoleKey.Enter),
        '\x1b' => Of(ConsoleKey.Escape),
        '\t' => Of(ConsoleKey.Tab),
        _ => new ConsoleKeyInfo(c, 0, shift: false, alt: false, control: false),
    });
}
