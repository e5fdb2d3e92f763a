using MathPref.Core.Datasets;

namespace MathPref.Core.Tests.Datasets;

/// <summary>The layouts as folders: see <see cref="LayoutRows"/>.</summary>
public sealed class LayoutRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Layouts => [.. LayoutRows.Names];

    [Fact]
    public void What_is_read_otherwise_is_a_layout() => Assert.Subset(LayoutRows.Names.ToHashSet(), LayoutRows.Exceptions.ToHashSet());

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_folder_is_read_as_the_library_reads_a_repository_of_its_files(string layout)
    {
        foreach (var (name, source) in LayoutRows.Files(layout))
            _folder.File($"{layout}/{name}", File.ReadAllBytes(source));
        // Git keeps no empty folder.
        Directory.CreateDirectory(_folder[layout]);
        LayoutRows.Check(
            layout,
            () => ReadPlan.Of(LoaderPlace.OfFolder(_folder[layout]), _folder[layout]),
            (_, split, onError) => new DatasetReader { Config = split.Config, Split = split.Split, OnError = onError, OnWarning = _ => { } }.Read(_folder[layout]));
    }
}
