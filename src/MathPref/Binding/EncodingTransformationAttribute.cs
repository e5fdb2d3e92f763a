using System.Globalization;
using System.Management.Automation;
using System.Text;
using MathPref.Core.Text;
using MathPref.Rows;

namespace MathPref.Binding;

/// <summary>Takes an encoding by what Import-Csv calls it, by the number of its code page, or by the name that it has on the web.</summary>
internal sealed class EncodingTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = PSRow.Unwrap(inputData);
        if (value is null or Encoding)
            return value!;
        // The system's language is what ansi and oem mean.
#pragma warning disable RS0030
        var language = CultureInfo.CurrentCulture.TextInfo;
#pragma warning restore RS0030
        var name = Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim();
        return EncodingNames.Find(name, language.ANSICodePage, language.OEMCodePage) ?? throw new ArgumentTransformationMetadataException(
            $"'{MathPref.Text.Shorten(name)}' is no encoding: give utf8, unicode, latin1, ansi or another of PowerShell's names, or the number of a " +
            "code page such as 1252.");
    }
}
