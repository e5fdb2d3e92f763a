namespace MathPref.Core.Hub;

/// <summary>A good answer, read to its end.</summary>
internal sealed record HubAnswer(int Status, byte[] Body, string? ETag, string? Next);
