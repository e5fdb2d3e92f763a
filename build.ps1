<#
.SYNOPSIS
    Builds, tests, packages or tries out MathPref. Each task but the last part of Package is a dotnet command that can be typed as well.
.EXAMPLE
    ./build.ps1 -Task Package
.EXAMPLE
    dotnet run --project src/MathPref.Shell -- -File build.ps1 -Task Package
#>
[CmdletBinding()]
param(
    # Build: the module into bin. Test: everything. Demo: the tutorial with the embedded models.
    # Package: MathPref/<version>, a module folder, and MathPref.<version>.nupkg, which PSResourceGet installs.
    [ValidateSet('Build', 'Test', 'Demo', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # Where Package puts what it makes.
    [string] $Destination = [System.IO.Path]::Combine($PSScriptRoot, 'output')
)

$ErrorActionPreference = 'Stop'
$module = [System.IO.Path]::Combine($PSScriptRoot, 'src', 'MathPref')
$shell = [System.IO.Path]::Combine($PSScriptRoot, 'src', 'MathPref.Shell')
$example = [System.IO.Path]::Combine($PSScriptRoot, 'docs', 'examples', 'math-preference.ps1')

switch ($Task) {
    'Build' { dotnet build $module --configuration $Configuration }
    'Test' { dotnet test $PSScriptRoot }
    'Demo' { dotnet run --project $shell -- -File $example -Path ([System.IO.Path]::Combine($PSScriptRoot, 'math-preference')) -Force }
    'Package' {
        $Destination = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Destination)
        dotnet build $module --configuration $Configuration
        if ($LASTEXITCODE -eq 0) {
            dotnet msbuild $module -target:PackageModule -property:Configuration=$Configuration "-property:PackageRoot=$Destination"
        }
        if ($LASTEXITCODE -eq 0) {
            $version = (Import-PowerShellDataFile ([System.IO.Path]::Combine($PSScriptRoot, 'MathPref.psd1'))).ModuleVersion
            (Compress-PSResource -Path ([System.IO.Path]::Combine($Destination, 'MathPref', $version)) -DestinationPath $Destination -PassThru).FullName
        }
    }
}
exit $LASTEXITCODE
