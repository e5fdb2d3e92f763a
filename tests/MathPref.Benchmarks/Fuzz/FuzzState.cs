using System.IO.MemoryMappedFiles;

namespace MathPref.Benchmarks.Fuzz;

/// <summary>How far a worker is, in memory that outlives it: a stack that overflows takes all else with it.</summary>
internal sealed class FuzzState : IDisposable
{
    private const int Size = 32;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public FuzzState(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, Size);
        _view = _file.CreateViewAccessor(0, Size);
    }

    /// <summary>The input that is being read.</summary>
    public long Number
    {
        get => _view.ReadInt64(0);
        set => _view.Write(0, value);
    }

    public long Accepted
    {
        get => _view.ReadInt64(8);
        set => _view.Write(8, value);
    }

    public long Refused
    {
        get => _view.ReadInt64(16);
        set => _view.Write(16, value);
    }

    /// <summary>The most that any input has allocated.</summary>
    public long Allocated
    {
        get => _view.ReadInt64(24);
        set => _view.Write(24, value);
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
