using System.Net;

namespace MathPref.Core.Net;

/// <summary>What is this machine, and needs neither a proxy nor encryption.</summary>
internal static class Loopback
{
    /// <summary>localhost, 127.0.0.0/8 and ::1, however they are written. A name that only a resolver knows is none.</summary>
    public static bool Is(Uri address)
    {
        var host = address.DnsSafeHost.TrimEnd('.');
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return true;
        if (!IPAddress.TryParse(host, out var ip))
            return false;
        ip = ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : new IPAddress(ip.GetAddressBytes());
        return IPAddress.IsLoopback(ip);
    }

    /// <summary>
    /// Where a key would be read by others on its way, as words for a message; null where it would not: the way is encrypted, or does not
    /// leave this machine. Through a proxy <c>https</c> is a tunnel, and <c>http</c> is not.
    /// </summary>
    public static string? InClear(Uri address, ProxySettings? proxy)
    {
        if (address.Scheme != Uri.UriSchemeHttp)
            return null;
        if (!Is(address))
            return address.Host;
        return proxy is { None: false, Address: { } way } && !Is(way) ? $"{way.Host} (-Proxy)" : null;
    }
}
