BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../MathPref.psd1') -Force
}

Describe 'The pipeline of the tutorial' {
    It 'makes pairs whose chosen answer is rated above the rejected one' {
        $pairs = Get-MathTopic -First 3 |
            New-SelfInstruct -Llm offline/careful |
            Expand-Column instructions -As instruction |
            Invoke-TextGeneration -Llm offline/careful, offline/hasty |
            Invoke-UltraFeedback -Llm offline/judge |
            ConvertTo-DpoFormat

        $pairs.Count | Should -BeGreaterOrEqual 12
        foreach ($pair in $pairs) {
            $pair.chosen_rating | Should -BeGreaterThan $pair.rejected_rating
            $pair.chosen[-1].content | Should -Not -BeExactly $pair.rejected[-1].content
        }
    }

    It 'lets <Name> stand between two stages' -ForEach @(
        @{ Name = 'Where-Object'; Between = { $_ | Where-Object input -EQ 'Matrices' }; Expected = 1 }
        @{ Name = 'Select-Object'; Between = { $_ | Select-Object input }; Expected = 2 }
        @{ Name = 'Tee-Object'; Between = { $_ | Tee-Object -Variable seen }; Expected = 2 }
        @{ Name = 'Sort-Object'; Between = { $_ | Sort-Object input }; Expected = 2 }
    ) {
        $topics = Get-MathTopic Matrices, Determinants
        $rows = @($topics | ForEach-Object $Between | New-SelfInstruct -Llm offline/careful -NumInstructions 2)
        $rows.Count | Should -Be $Expected
        $rows[0].instructions.Count | Should -Be 2
    }

    It 'stops when Select-Object has enough' {
        $rows = @(Get-MathTopic -First 10 | New-SelfInstruct -Llm offline/careful | Select-Object -First 1)
        $rows.Count | Should -Be 1
    }

    It 'reads the rows of Import-Csv' {
        $csv = Join-Path $TestDrive 'topics.csv'
        @('input,level', 'Matrices,easy', 'Determinants,hard') | Set-Content $csv
        $rows = Import-Csv $csv | New-SelfInstruct -Llm offline/careful -NumInstructions 1
        $rows.level | Should -Be @('easy', 'hard')
    }

    It 'reads a spreadsheet''s CSV with semicolons in a folder whose name has brackets' {
        $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'set[v1]')
        $csv = Join-Path $folder 'topics.csv'
        @('sep=;', 'input;level', 'Determinants, 2x2;hard', 'Matrices;easy') | Set-Content -LiteralPath $csv -Encoding unicode
        (Import-Dataset $csv).input | Should -Be @('Determinants, 2x2', 'Matrices')
        @(Get-Item -LiteralPath $csv | Import-Dataset -First 1).level | Should -Be 'hard'
        @(Get-ChildItem -LiteralPath $folder | Import-Dataset).Count | Should -Be 2
        Import-Dataset $csv | Export-Distiset (Join-Path $folder 'out[1]')
        (Get-Item -LiteralPath (Join-Path $folder 'out[1]') | Get-Distiset).Rows | Should -Be 2
    }
}

Describe 'A run' {
    It 'gives a dataset that the other cmdlets take from the pipe' {
        $path = Join-Path $TestDrive 'run'
        $distiset = Invoke-DatasetPipeline first -Path $path -InformationVariable said {
            Get-MathTopic -First 2 | New-SelfInstruct -Llm offline/careful -NumInstructions 2 |
                Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm offline/careful, offline/hasty |
                Invoke-UltraFeedback -Llm offline/judge | Select-Object * -ExcludeProperty input | ConvertTo-DpoFormat
        } 6>$null
        $distiset.Rows | Should -Be 4
        "$said" | Should -BeLike '*4 rows (default)*'
        $distiset | Test-Distiset -Quiet | Should -BeTrue
        @($distiset | Import-Dataset).Count | Should -Be 4
        @(Import-Dataset $path).Count | Should -Be 4
        (Get-Distiset $path).Path | Should -Be $distiset.Path
    }

    It 'goes on where Select-Object stopped it' {
        $path = Join-Path $TestDrive 'stopped'
        $job = { Get-MathTopic -First 5 | New-SelfInstruct -Llm offline/careful }
        @(Invoke-DatasetPipeline stopped $job -Path $path -PassThru | Select-Object -First 1).Count | Should -Be 1
        (Get-Content $path/run.json | ConvertFrom-Json).status | Should -Be 'stopped'
        (Invoke-DatasetPipeline stopped $job -Path $path 6>$null).Rows | Should -Be 5
        (Get-Content $path/run.json | ConvertFrom-Json).status | Should -Be 'completed'
    }

    It 'says once that it does not reach <Name>' -ForEach @(
        @{ Name = 'ForEach-Object -Parallel'; Block = { 'Matrices', 'Determinants' | ForEach-Object -Parallel { Import-Module $using:manifest; $_ | New-SelfInstruct -Llm offline/careful } } }
        @{ Name = 'a job'; Block = {
                $job = Start-Job { Import-Module $using:manifest; 'Matrices', 'Determinants' | New-SelfInstruct -Llm offline/careful } | Wait-Job
                $job.ChildJobs[0].Output
                # Receive-Job writes warnings past every redirection.
                $job.ChildJobs[0].Warning | ForEach-Object { Write-Warning $_.Message }
            }
        }
    ) {
        $manifest = (Resolve-Path (Join-Path $PSScriptRoot '../../MathPref.psd1')).Path
        $path = Join-Path $TestDrive ([guid]::NewGuid())
        $said = Invoke-DatasetPipeline away $Block -Path $path 3>&1 6>$null
        $warnings = @($said | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })
        $warnings.Count | Should -Be 1
        $warnings[0].Message | Should -BeLike "The run 'away' does not reach this runspace*"
        (Get-Distiset $path).Rows | Should -Be 2
        (Get-Content $path/run.json | ConvertFrom-Json).executions[0].calls | Should -Be 0
        $env:MATHPREF_RUN | Should -BeNullOrEmpty
    }

    It 'keeps errors, warnings and preferences as a function would' {
        $path = Join-Path $TestDrive 'streams'
        $null = Invoke-DatasetPipeline streams -Path $path -ErrorVariable failed -ErrorAction SilentlyContinue -Verbose {
            'Knitting', 'Matrices' | New-SelfInstruct -Llm offline/careful
        } 4>&1 6>$null
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'OfflineModelCannot*'
        { Invoke-DatasetPipeline streams -Path "$path-stop" -ErrorAction Stop { 'Knitting', 'Matrices' | New-SelfInstruct -Llm offline/careful } 6>$null } | Should -Throw '*rule-based*'
        (Get-Content $path-stop/run.json | ConvertFrom-Json).status | Should -Be 'failed'
    }
}

Describe 'Errors' {
    It 'gives a failed row back so that it can be tried again' {
        'Knitting', 'Matrices' | New-SelfInstruct -Llm offline/careful -ErrorVariable failed -ErrorAction SilentlyContinue | Out-Null
        $failed.Count | Should -Be 1
        $failed.TargetObject | Should -Be 'Knitting'
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'OfflineModelCannot*'
    }

    It 'names the nearest provider' {
        { 'x' | Invoke-TextGeneration -Llm mistrall/x } | Should -Throw "*'mistral'*"
    }

    It 'names the variable of a missing key' {
        $before = $env:MISTRAL_API_KEY
        $env:MISTRAL_API_KEY = $null
        try {
            { 'x' | Invoke-TextGeneration -Llm mistral/ministral-8b-latest -ErrorAction Stop } | Should -Throw '*MISTRAL_API_KEY*'
        }
        finally {
            $env:MISTRAL_API_KEY = $before
        }
    }
}

Describe 'Datasets' {
    It 'writes a folder that reads back equal' {
        $path = Join-Path $TestDrive 'set'
        $rows = 1..3 | ForEach-Object { [pscustomobject]@{ n = $_; text = "Größe $_"; list = @('a', 'b'); deep = @{ x = 1.5 } } }
        $rows | Export-Distiset $path
        $back = Import-Dataset $path
        ($back | ConvertTo-Json -Depth 9) | Should -BeExactly ($rows | ConvertTo-Json -Depth 9)
        Get-Content (Join-Path $path 'README.md') -Raw | Should -Match 'path: data/train-\*'
    }

    It 'shows a set as a table of its configs and splits, and takes it from the pipe' {
        $path = Join-Path $TestDrive 'shown'
        1..40 | ForEach-Object { [pscustomobject]@{ instruction = "question $_"; generation = 'x'; model_name = "esc`e[31mape" } } | Export-Distiset $path -TrainSize 0.5
        1..3 | ForEach-Object { [pscustomobject]@{ n = $_ } } | Export-Distiset $path -Config other
        $shown = Get-Distiset $path | Format-Table | Out-String -Width 80
        $shown | Should -Match 'Config\s+Split\s+Rows\s+Columns\s+Size\s+Models'
        $shown | Should -Match '(?m)^default\s+train\s+\d+\s+3'
        $shown | Should -Match '(?m)^other\s+train\s+3\s+1\s+\d+ B\s*$'
        $shown | Should -Not -Match "ape.*`e" -Because 'text of models does not reach the terminal as it is'
        (Get-Distiset $path | Import-Dataset -Config *).Count | Should -Be 43
        Get-Distiset $path | Test-Distiset -Quiet | Should -BeTrue
        (Get-Distiset $path).Configs[0].Columns.Type | ForEach-Object ToString | Should -Be @('string', 'string', 'string')
    }

    It 'says what is wrong with a set' {
        $path = Join-Path $TestDrive 'wrong'
        [pscustomobject]@{ prompt = 'x'; chosen = 'same'; rejected = 'same' } | Export-Distiset $path
        $problem = Test-Distiset $path
        $problem.Severity, $problem.Check | Should -Be @('Error', 'ChosenEqualsRejected')
        Test-Distiset $path -Quiet | Should -BeFalse
    }

    It 'replaces what is there only with -Force, and writes nothing with -WhatIf' {
        $path = Join-Path $TestDrive 'again'
        1 | ForEach-Object { [pscustomobject]@{ n = 1 } } | Export-Distiset $path
        { [pscustomobject]@{ n = 2 } | Export-Distiset $path -ErrorAction Stop } | Should -Throw '*-Force*'
        [pscustomobject]@{ n = 2 } | Export-Distiset $path -Force -WhatIf
        (Import-Dataset $path).n | Should -Be 1
        [pscustomobject]@{ n = 2 } | Export-Distiset $path -Force
        (Import-Dataset $path).n | Should -Be 2
    }

    It 'resolves a path as the session does' {
        Push-Location $TestDrive
        try {
            [pscustomobject]@{ n = 1 } | Export-Distiset './here'
            Test-Path (Join-Path $TestDrive 'here/data/train-00000-of-00001.parquet') | Should -BeTrue
        }
        finally {
            Pop-Location
        }
    }
}

Describe 'Scripted models' {
    It 'give their replies in the order of the input' {
        $llm = New-Llm scripted/list -Reply (1..100 | ForEach-Object { "reply $_" })
        $rows = 1..100 | ForEach-Object { "row $_" } | Invoke-TextGeneration -Llm $llm -ThrottleLimit 64
        $rows.generation | Should -Be (1..100 | ForEach-Object { "reply $_" })
    }

    It 'keep their thinking apart, which can be trained on' {
        $thinker = New-Llm -Reply '<think>1 and 2 make 3.</think>The sum is 3.'
        $row = 'What is 1 + 2?' | Invoke-TextGeneration -Llm $thinker
        $row.generation | Should -Be 'The sum is 3.'
        $row.thinking | Should -Be '1 and 2 make 3.'
        ($row | ConvertTo-SftFormat).messages[-1].content | Should -Be 'The sum is 3.'
        ($row | ConvertTo-SftFormat -IncludeThinking).messages[-1].content | Should -Be "<think>`n1 and 2 make 3.`n</think>`n`nThe sum is 3."
    }

    It 'see the variables around their script block, which may count' {
        $seen = [System.Collections.Generic.List[string]]::new()
        $greeting = 'hello'
        $rows = 'a', 'b' | Invoke-TextGeneration -Llm (New-Llm -Reply { $seen.Add($_.Prompt); "$greeting $($seen.Count)" })
        $rows.generation | Should -Be 'hello 1', 'hello 2'
        $seen | Should -Be 'a', 'b'
    }

    It 'fail a row by an error that their script block writes, whatever the preference' {
        $ErrorActionPreference = 'SilentlyContinue'
        $rows = 'a', 'b' | Invoke-TextGeneration -Llm (New-Llm -Reply { if ($_.Prompt -eq 'a') { Write-Error 'too busy' }; 'fine' }) -ErrorVariable failed
        $rows.instruction | Should -Be 'b'
        ($failed | Where-Object FullyQualifiedErrorId -Like 'ScriptedFailure*').TargetObject | Should -Be 'a'
    }

    It 'work inside ForEach-Object -Parallel, made there or outside' {
        $manifest = Join-Path $PSScriptRoot '../../MathPref.psd1'
        $outside = New-Llm -Reply { "$($_.Prompt) in $([runspace]::DefaultRunspace.Id)" }
        $said = 1..4 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            $mine = $_
            $inside = New-Llm -Reply { "$($_.Prompt) of $mine" }
            'x', 'y' | Invoke-TextGeneration -Llm $inside, $using:outside | ForEach-Object {
                $_.generations -join '|' -replace "in $([runspace]::DefaultRunspace.Id)$", 'here'
            }
        } -ThrottleLimit 4
        $said | Sort-Object | Should -Be (1..4 | ForEach-Object { "x of $_|x here", "y of $_|y here" } | Sort-Object)
    }

    It 'take no longer than the pipeline that wants one row' {
        $llm = New-Llm -Reply { $_.Prompt }
        $row = 1..1000 | ForEach-Object { "row $_" } | Invoke-TextGeneration -Llm $llm -ThrottleLimit 64 | Select-Object -First 1
        $row.generation | Should -Be 'row 1'
    }

    It 'never show what they say' {
        $llm = New-Llm scripted/quiet -Reply 'planted reply'
        ($llm | Out-String), ($llm | Format-List * -Force | Out-String), ($llm | ConvertTo-Json -WarningAction SilentlyContinue), "$llm" -join ' ' | Should -Not -Match 'planted'
        $llm | Out-String | Should -Match 'scripted\s+quiet'
    }
}

Describe 'The module' {
    It 'survives Import-Module -Force and Remove-Module' {
        $manifest = Join-Path $PSScriptRoot '../../MathPref.psd1'
        Import-Module $manifest -Force
        (Get-Command -Module MathPref).Count | Should -BeGreaterOrEqual 10
        Remove-Module MathPref
        Import-Module $manifest
        (Get-MathTopic).Count | Should -Be 46
    }

    It 'can be used inside ForEach-Object -Parallel' {
        $manifest = Join-Path $PSScriptRoot '../../MathPref.psd1'
        $counts = 1..3 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            ('Matrices' | New-SelfInstruct -Llm offline/careful -NumInstructions $_).instructions.Count
        }
        $counts | Sort-Object | Should -Be @(1, 2, 3)
    }

    It 'shows a model without its key' {
        $llm = New-Llm mistral/ministral-8b-latest -ApiKey 'planted-key-123' -Temperature 0.5
        ($llm | Out-String), ($llm | Format-List * | Out-String), ($llm | ConvertTo-Json -WarningAction SilentlyContinue), "$llm" -join ' ' | Should -Not -Match 'planted'
    }
}

Describe 'Verified maths' {
    BeforeAll {
        $rows = 1..20 | ForEach-Object {
            [pscustomobject]@{ instruction = "What is $_ + 1?"; generations = "It is $($_ + 1).", "It is $($_ + 2)."; reference_answer = "$($_ + 1)" }
        }
    }

    It 'says of one answer whether it is right' {
        (Test-MathAnswer -Answer '\boxed{4}' -Reference 4).verdict | Should -Be 'Right'
        Test-MathAnswer 5 4 -Quiet | Should -BeFalse
    }

    It 'pairs right answers with wrong ones' {
        $pairs = @($rows | Test-MathAnswer | ConvertTo-DpoFormat -PairBy Correctness)
        $pairs.Count | Should -Be 20
        $pairs[7].chosen[-1].content | Should -Be 'It is 9.'
        $pairs[7].rejected[-1].content | Should -Be 'It is 10.'
    }

    It 'is read again from a file' {
        $file = Join-Path $TestDrive 'tested.jsonl'
        $rows | Test-MathAnswer | ForEach-Object { $_ | ConvertTo-Json -Compress -Depth 9 } | Set-Content $file
        @(Import-Dataset $file | ConvertTo-KtoFormat -LabelBy Correctness | Where-Object label).Count | Should -Be 20
    }

    It 'makes questions for GRPO of what is got right sometimes' {
        $grpo = $rows | Test-MathAnswer | ConvertTo-GrpoFormat -MinimumPassRate 0.1 -WarningAction SilentlyContinue
        $grpo.Count | Should -BeGreaterThan 0
        $grpo[0].prompt[-1].content | Should -BeLike '*\boxed{}*'
        $grpo.solution | Should -Match '^(-?[0-9./]+|\$.+\$)$'
    }
}

Describe 'Help' {
    BeforeDiscovery {
        # Imported here too: the examples are one test each, and their names are needed before any test runs.
        Import-Module (Join-Path $PSScriptRoot '../../MathPref.psd1') -Force
        $examples = foreach ($command in Get-Command -Module MathPref) {
            foreach ($example in (Get-Help $command.Name).examples.example) {
                # What needs a server or a key is run against strict servers, by the tests of the build.
                if ($example.code -notlike '# needs *') {
                    @{ Command = $command.Name; Title = $example.title.Trim('- '); Code = $example.code }
                }
            }
        }
        $topics = foreach ($page in Get-ChildItem (Join-Path $PSScriptRoot '../../docs/en-US/about_*.md')) {
            $number = 0
            foreach ($block in [regex]::Matches((Get-Content $page -Raw), '(?ms)^```powershell\r?\n(.*?)^```')) {
                @{ Command = $page.BaseName; Title = "block $((++$number))"; Code = $block.Groups[1].Value }
            }
        }
        $examples = @($examples) + @($topics)
        $commands = Get-Command -Module MathPref | ForEach-Object { @{ Command = $_.Name } }
    }

    It 'is shown for <Command>' -ForEach $commands {
        $shown = Get-Help $Command -Full | Out-String -Width 80
        $shown | Should -Match '(?m)^SYNOPSIS\s+\S'
        $shown | Should -Match '(?m)^DESCRIPTION\s+\S'
        $shown | Should -Match '(?m)^INPUTS\s+\S'
        $shown | Should -Match '(?m)^OUTPUTS\s+\S'
        $shown | Should -Match '---- Example 2: '
        (Get-Help $Command).Synopsis | Should -Not -BeLike "$Command *" -Because 'that is the syntax, where help was not found'
        Get-Help $Command -Examples | Out-String -Width 80 | Should -Match '---- Example 1: '
    }

    It 'is shown for a parameter' {
        $shown = Get-Help Invoke-TextGeneration -Parameter MaxNewTokens | Out-String -Width 80
        $shown | Should -Match '(?m)^-MaxNewTokens <Int32>'
        $shown | Should -Match 'Aliases\s+max_new_tokens, MaxTokens'
    }

    It 'has the topic <_>' -ForEach 'about_MathPref', 'about_MathPref_Llm', 'about_MathPref_Run' {
        Get-Help $_ | Out-String | Should -Match "(?s)TOPIC\s+$_\s+SHORT DESCRIPTION"
        (Get-Help 'about_MathPref*').Name | Should -Contain $_
    }

    It 'has an example of <Command> that runs: <Title>' -ForEach $examples {
        $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid()))
        Push-Location $folder
        $ErrorActionPreference = 'Stop'
        $WarningPreference = 'Ignore'
        try {
            & ([scriptblock]::Create($Code)) | Out-Null
        }
        finally {
            Pop-Location
        }
    }
}
