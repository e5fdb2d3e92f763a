# Loads the module's assemblies in a context of their own, so that its copies of Polly and Microsoft.Extensions never meet those
# of another module. No cmdlet outside the engine is used: this file also runs where PowerShell's own modules are absent.

$sharedPath = [System.IO.Path]::Combine($PSScriptRoot, 'MathPref.Shared.dll')
$loadContext = 'MathPref.Shared.LoadContext' -as [type]
$isReload = $null -ne $loadContext
if (-not $isReload) {
    $shared = [System.Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath($sharedPath)
    $loadContext = $shared.GetType('MathPref.Shared.LoadContext')
}

try {
    $assembly = $loadContext::Initialize($PSScriptRoot)
}
catch {
    # Ends the import, in the method's own words.
    throw $_.Exception.InnerException
}
$innerModule = Microsoft.PowerShell.Core\Import-Module -Assembly $assembly -PassThru

if ($isReload) {
    # A second import of the same assembly exports nothing from the outer module: https://github.com/PowerShell/PowerShell/issues/20710
    $addExportedCmdlet = [System.Management.Automation.PSModuleInfo].GetMethod(
        'AddExportedCmdlet',
        [System.Reflection.BindingFlags]'Instance, NonPublic')
    foreach ($cmdlet in $innerModule.ExportedCmdlets.Values) {
        $addExportedCmdlet.Invoke($ExecutionContext.SessionState.Module, @(, $cmdlet))
    }
}
