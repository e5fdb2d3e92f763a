@{
    RootModule           = 'bin/MathPref.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '5f5f3b0e-6f0c-4d3e-9c0f-3b7a4a1de2c4'
    Author               = 'The MathPref contributors'
    CompanyName          = 'MathPref'
    Copyright            = '(c) The MathPref contributors. MIT licence.'
    Description          = 'Makes mathematical preference datasets with language models, from the pipeline: topics become instructions, models answer, a judge rates, and DPO pairs come out.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('bin/MathPref.Row.Format.ps1xml', 'bin/MathPref.Llm.Format.ps1xml', 'bin/MathPref.Dataset.Format.ps1xml')
    CmdletsToExport      = @(
        'ConvertTo-DpoFormat'
        'ConvertTo-GrpoFormat'
        'ConvertTo-KtoFormat'
        'ConvertTo-SftFormat'
        'Expand-Column'
        'Export-ArgillaDataset'
        'Export-Distiset'
        'Get-Distiset'
        'Get-LlmModel'
        'Get-LlmUsage'
        'Get-MathTopic'
        'Import-ArgillaDataset'
        'Import-Dataset'
        'Invoke-DatasetPipeline'
        'Invoke-TextGeneration'
        'Invoke-UltraFeedback'
        'Merge-Column'
        'New-Llm'
        'New-MathPreferenceDataset'
        'New-SelfInstruct'
        'Publish-Distiset'
        'Show-DatasetPipeline'
        'Test-Distiset'
        'Test-MathAnswer'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('PSEdition_Core', 'Windows', 'Linux', 'MacOS', 'LLM', 'Dataset', 'DPO', 'Preference', 'Mathematics', 'distilabel')
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
