<#
.SYNOPSIS
    The tutorial "Create a Mathematical Preference Dataset with distilabel", in PowerShell.
.DESCRIPTION
    Ten mathematical topics become instructions, two models answer each, a third judges the answers, and the pairs for DPO are
    written to a folder in the Hub's layout. As it stands it uses the embedded, rule-based models and needs neither network nor key.
.EXAMPLE
    ./math-preference.ps1 -Path ./pairs
.EXAMPLE
    $env:MISTRAL_API_KEY = '…'
    ./math-preference.ps1 -Path ./pairs -Instructor mistral/ministral-8b-latest -Generator mistral/ministral-8b-latest, mistral/mistral-small-latest -Judge mistral/mistral-large-latest
#>
#Requires -Version 7.6
#Requires -Modules MathPref
[CmdletBinding()]
param(
    # Where the dataset is written.
    [Parameter(Mandatory)]
    [string] $Path,

    # The model that writes the instructions.
    [string] $Instructor = 'offline/careful',

    # The models that answer, two or more; names may also be separated by commas within one string.
    [string[]] $Generator = @('offline/careful', 'offline/hasty'),

    # The model that rates the answers; a stronger one than those, and better not of their family.
    [string] $Judge = 'offline/judge',

    # How many of the 46 topics are used.
    [int] $First = 10,

    # Replaces the dataset that is there.
    [switch] $Force
)

$generators = @($Generator | ForEach-Object { $_ -split '\s*,\s*' } | Where-Object { $_ })

try {
    Get-MathTopic -First $First |
        New-SelfInstruct -Llm $Instructor |
        Expand-Column instructions -As instruction |
        Invoke-TextGeneration -Llm $generators -MaxNewTokens 512 -Temperature 0.7 |
        Invoke-UltraFeedback -Llm $Judge -Aspect overall-rating |
        ConvertTo-DpoFormat |
        Export-Distiset -Path $Path -Force:$Force
}
catch {
    # What ends the work (a bad key, a folder that is taken) ends the script; one bad row does not come here.
    throw
}

"$((Get-Distiset $Path).Rows) pairs in $Path"
