namespace MathPref.Core.Hub;

/// <summary>A file cannot be written into the cache: the disk is full, or the folder may not be written. Its words say what is left there.</summary>
public sealed class CacheException(string message, Exception cause) : IOException(message, cause);
