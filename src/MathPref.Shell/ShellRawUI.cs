using System.Management.Automation.Host;

namespace MathPref.Shell;

/// <summary>The terminal's size, for the format views, and nothing more.</summary>
internal sealed class ShellRawUI : PSHostRawUserInterface
{
    private const int WidthWithoutTerminal = 120;
    private const int HeightWithoutTerminal = 50;

    public override Size BufferSize
    {
        get => new(Width, Height);
        set { }
    }

    public override Size WindowSize
    {
        get => new(Width, Height);
        set { }
    }

    public override Size MaxWindowSize => new(Width, Height);

    public override Size MaxPhysicalWindowSize => new(Width, Height);

    public override Coordinates WindowPosition { get; set; }

    public override Coordinates CursorPosition { get; set; }

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override int CursorSize { get; set; } = 25;

    public override string WindowTitle { get; set; } = "MathPref";

    public override bool KeyAvailable => false;

    private static int Width => Console.IsOutputRedirected || Console.WindowWidth <= 0 ? WidthWithoutTerminal : Console.WindowWidth;

    private static int Height => Console.IsOutputRedirected || Console.WindowHeight <= 0 ? HeightWithoutTerminal : Console.WindowHeight;

    public override void FlushInputBuffer()
    {
    }

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw Absent();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Absent();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw Absent();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Absent();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw Absent();

    private static NotSupportedException Absent() => new("This shell does not draw on the terminal: run it in pwsh.");
}
