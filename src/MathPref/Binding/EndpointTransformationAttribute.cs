using System.Management.Automation;
using MathPref.Rows;

namespace MathPref.Binding;

/// <summary>An address of a server: http or https, absolute.</summary>
public sealed class EndpointTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = PSRow.Unwrap(inputData);
        if (value is null)
            return null;
        var uri = value as Uri ?? (Uri.TryCreate(value.ToString(), UriKind.Absolute, out var parsed) ? parsed : null);
        return uri is { IsAbsoluteUri: true, Scheme: "http" or "https" }
            ? uri
            : throw new ArgumentTransformationMetadataException($"'{value}' is not an address: give http:// or https:// and the host, " +
                "such as http://localhost:8080/v1.");
    }
}
