using System.Management.Automation;

namespace MathPref.Shell;

/// <summary>
/// The engine alone has no Select-Object, Write-Host or ConvertTo-Json: those belong to modules that come with PowerShell. Typing one
/// says so, instead of "not recognized".
/// </summary>
internal static class AbsentCommands
{
    private static readonly HashSet<string> s_names = new(
        """
        Add-Content Add-Member Add-Type Clear-Content Clear-Item Clear-ItemProperty Clear-RecycleBin Clear-Variable Compare-Object
        ConvertFrom-Csv ConvertFrom-Json ConvertFrom-Markdown ConvertFrom-SddlString ConvertFrom-SecureString ConvertFrom-StringData
        ConvertTo-Csv ConvertTo-Html ConvertTo-Json ConvertTo-SecureString ConvertTo-Xml Convert-Path Copy-Item Copy-ItemProperty
        Disable-PSBreakpoint Enable-PSBreakpoint Export-Alias Export-Clixml Export-Csv Export-FormatData Export-PSSession Format-Custom
        Format-Hex Format-List Format-Table Format-Wide Get-Acl Get-Alias Get-ChildItem Get-Clipboard Get-Content Get-Credential
        Get-Culture Get-Date Get-Error Get-Event Get-EventSubscriber Get-ExecutionPolicy Get-FileHash Get-FormatData Get-Host Get-Item
        Get-ItemProperty Get-ItemPropertyValue Get-Location Get-Member Get-Process Get-PSBreakpoint Get-PSCallStack Get-PSDrive
        Get-PSProvider Get-Random Get-Runspace Get-SecureRandom Get-Service Get-TimeZone Get-TraceSource Get-TypeData Get-UICulture
        Get-Unique Get-Uptime Get-Variable Get-Verb Group-Object Import-Alias Import-Clixml Import-Csv Import-LocalizedData
        Import-PowerShellDataFile Import-PSSession Invoke-Expression Invoke-Item Invoke-RestMethod Invoke-WebRequest Join-Path
        Join-String Measure-Command Measure-Object Move-Item Move-ItemProperty New-Alias New-Event New-Guid New-Item New-ItemProperty
        New-Object New-PSDrive New-TemporaryFile New-TimeSpan New-Variable Out-File Out-GridView Out-Printer Out-String Pop-Location
        Protect-CmsMessage Push-Location Read-Host Receive-Job Register-EngineEvent Register-ObjectEvent Remove-Alias Remove-Item
        Remove-ItemProperty Remove-PSBreakpoint Remove-PSDrive Remove-TypeData Remove-Variable Rename-Computer Rename-Item
        Rename-ItemProperty Resolve-Path Select-Object Select-String Select-Xml Send-MailMessage Set-Acl Set-Alias Set-Clipboard
        Set-Content Set-Date Set-ExecutionPolicy Set-Item Set-ItemProperty Set-Location Set-PSBreakpoint Set-TraceSource Set-Variable
        Show-Command Show-Markdown Sort-Object Split-Path Start-Process Start-Sleep Start-ThreadJob Start-Transcript Stop-Process
        Stop-Transcript Tee-Object Test-Connection Test-Json Test-Path Trace-Command Unblock-File Unregister-Event Update-FormatData
        Update-List Update-TypeData Wait-Debugger Wait-Event Wait-Process Write-Debug Write-Error Write-Host Write-Information
        Write-Output Write-Progress Write-Verbose Write-Warning Get-PSReadLineOption Set-PSReadLineOption Invoke-Pester
        select sort measure group tee echo write ls dir gci cat gc type cd chdir sl pwd gl rm del ri cp copy mv move ni gm ft fl fw
        sls iex irm iwr ipcsv epcsv sleep gv sv gal sal ii gp sp rvpa compare diff gu cls clear
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase);

    public static void Explain(object? sender, CommandLookupEventArgs lookup)
    {
        // The engine also tries a name with "get-" in front.
        var name = lookup.CommandName.StartsWith("get-", StringComparison.OrdinalIgnoreCase) && !s_names.Contains(lookup.CommandName)
            ? lookup.CommandName[4..]
            : lookup.CommandName;
        if (!s_names.Contains(name))
            return;
        var message = $"{name} is part of PowerShell, not of this small shell: run it in pwsh.".Replace("'", "''", StringComparison.Ordinal);
        lookup.CommandScriptBlock = ScriptBlock.Create($"throw [System.Management.Automation.CommandNotFoundException]::new('{message}')");
        lookup.StopSearch = true;
    }
}
