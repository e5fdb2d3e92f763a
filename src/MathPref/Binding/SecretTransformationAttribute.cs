using System.Management.Automation;
using System.Security;
using MathPref.Rows;

namespace MathPref.Binding;

/// <summary>Lets a SecureString parameter take a plain string.</summary>
public sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (PSRow.Unwrap(inputData) is not string text)
            return inputData;
        var secret = new SecureString();
        foreach (var c in text)
            secret.AppendChar(c);
        secret.MakeReadOnly();
        return secret;
    }
}
