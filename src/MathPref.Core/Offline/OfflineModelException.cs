namespace MathPref.Core.Offline;

/// <summary>The embedded model was asked for something outside its rules; the message says what it can do instead.</summary>
public sealed class OfflineModelException(string message) : Exception(message);
