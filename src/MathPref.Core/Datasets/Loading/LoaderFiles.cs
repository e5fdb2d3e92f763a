namespace MathPref.Core.Datasets;

/// <summary>How the data files of a place are looked into, by their names relative to the card.</summary>
/// <param name="Footer">The footer of a Parquet file. Throws <see cref="DatasetFormatException"/> where it is broken.</param>
/// <param name="Text">A text file's bytes. Throws <see cref="LoaderConflictException"/> for one that is too long to be fetched.</param>
internal sealed record LoaderFiles(Func<string, ParquetFeatures> Footer, Func<string, LoadedFile> Text)
{
    public static LoaderFiles In(string root)
    {
        return new LoaderFiles(
            name => ParquetFeatures.ReadFile(FolderTree.PathOf(root, name)), name => LoadedFile.At(FolderTree.PathOf(root, name)));
    }
}
