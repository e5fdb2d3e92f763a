<#
.SYNOPSIS
    Builds, tests, packages or tries out MathPref. Each task is a dotnet command that can be typed as well.
.EXAMPLE
    ./build.ps1 -Task Package
#>
[CmdletBinding()]
param(
    # Build: the module into bin. Test: everything. Demo: the tutorial with the embedded models. Package: output/MathPref/<version>.
    [ValidateSet('Build', 'Test', 'Demo', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
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
        dotnet build $module --configuration $Configuration
        if ($LASTEXITCODE -eq 0) {
            dotnet msbuild $module -target:PackageModule -property:Configuration=$Configuration
        }
    }
}
exit $LASTEXITCODE
