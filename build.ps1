# Builds the pipeline when a source changed and runs it with the arguments given: ./build.ps1 --target=Build
# The same as build.sh: same arguments, same exit codes, same installation of the SDK. It calls .NET and no cmdlet of a
# module, so that Windows PowerShell 5.1, PowerShell 7 and a bare runspace run it alike.
$ErrorActionPreference = 'Stop'
$runs = [IO.Path]::Combine($PSScriptRoot, 'build/Build/bin/run')
$windows = [Environment]::OSVersion.Platform -eq [PlatformID]::Win32NT
$ownDotnet = $env:DOTNET_INSTALL_DIR
if (-not $ownDotnet) {
    $ownDotnet = [IO.Path]::Combine([Environment]::GetFolderPath([Environment+SpecialFolder]::UserProfile), '.dotnet')
}
if ([IO.File]::ReadAllText([IO.Path]::Combine($PSScriptRoot, 'global.json')) -match '"version":\s*"([^"]+)"') {
    $sdk = $Matches[1]
}

function Say($text) { [Console]::Error.WriteLine("build.ps1: $text") }

function FindDotnet {
    $found = $ExecutionContext.InvokeCommand.GetCommand('dotnet', [Management.Automation.CommandTypes]::Application)
    if ($found) { $found.Path }
}

# The folder that holds sdk/ beside the program, behind links as well.
function DotnetRoot($dotnet) {
    $file = [IO.FileInfo]$dotnet
    if ($file.PSObject.Methods['ResolveLinkTarget']) {
        $target = $file.ResolveLinkTarget($true)
        if ($target) { $file = $target }
    }
    $file.DirectoryName
}

function UseOwnDotnet {
    $env:DOTNET_ROOT = $ownDotnet
    $env:PATH = $ownDotnet + [IO.Path]::PathSeparator + $env:PATH
}

# Microsoft signs its scripts: the one for Windows inside, the other with the key of this fingerprint. Source: .NET documentation,
# "dotnet-install scripts reference", signature validation of dotnet-install.sh.
function DemandSignature($script, $byHand) {
    if ($windows) {
        $shell = [Diagnostics.Process]::GetCurrentProcess().MainModule.FileName
        $quoted = $script.Replace("'", "''")
        $signer = & $shell -NoProfile -Command "`$s = Get-AuthenticodeSignature -LiteralPath '$quoted'; if (`$s.Status -eq 'Valid') { `$s.SignerCertificate.Subject }"
        if (-not ("$signer" -match '(^|, )O=Microsoft Corporation(,|$)')) {
            throw "the downloaded script is not signed by Microsoft, so it was not run: $byHand"
        }
        return
    }
    if (-not $ExecutionContext.InvokeCommand.GetCommand('gpg', [Management.Automation.CommandTypes]::Application)) {
        throw "gpg is required to verify the signature of dotnet-install.sh: install gnupg, or $byHand"
    }
    $fingerprint = '2B930AB1228D11D5D7F6B6ACB9CF1A51FC7D3ACF'
    $keys = "$script.keys"
    try {
        [void][IO.Directory]::CreateDirectory($keys)
        foreach ($part in 'asc', 'sig') {
            try { ([Net.WebClient]::new()).DownloadFile("https://dot.net/v1/dotnet-install.$part", "$keys/$part") }
            catch { throw "cannot download https://dot.net/v1/dotnet-install.${part}: $byHand" }
        }
        & gpg --homedir $keys --batch --quiet --import "$keys/asc" 2>$null
        $status = & gpg --homedir $keys --batch --status-fd 1 --verify "$keys/sig" $script 2>$null
        # VALIDSIG ends in the fingerprint of the primary key.
        if (-not (@($status) -match "^\[GNUPG:\] VALIDSIG .*$fingerprint`$")) {
            throw "dotnet-install.sh is not signed by Microsoft's key $fingerprint, so it was not run: $byHand"
        }
    }
    finally { if ([IO.Directory]::Exists($keys)) { [IO.Directory]::Delete($keys, $true) } }
}

# Takes the SDK of global.json with Microsoft's script into a folder of the user's; nothing needs root.
function InstallSdk {
    $byHand = "install the .NET SDK $sdk manually from https://dot.net/download"
    $ending = if ($windows) { 'ps1' } else { 'sh' }
    $from = $env:DOTNET_INSTALL_SCRIPT
    if (-not $from) { $from = "https://dot.net/v1/dotnet-install.$ending" }
    Say "the .NET SDK $sdk required by global.json is missing; installing it to $ownDotnet with $from"
    $script = [IO.Path]::Combine([IO.Path]::GetTempPath(), "dotnet-install-$([Guid]::NewGuid().ToString('N')).$ending")
    try {
        if ([IO.File]::Exists($from)) { [IO.File]::Copy($from, $script) }
        else {
            # Windows PowerShell offers no TLS 1.2 by itself.
            [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor 3072
            try { ([Net.WebClient]::new()).DownloadFile($from, $script) }
            catch { throw "cannot download ${from}: $byHand" }
            if (-not $env:DOTNET_INSTALL_SCRIPT) { DemandSignature $script $byHand }
        }
        $file = [IO.Path]::Combine($PSScriptRoot, 'global.json')
        if ($windows) {
            $shell = [Diagnostics.Process]::GetCurrentProcess().MainModule.FileName
            & $shell -NoProfile -ExecutionPolicy Bypass -File $script -JSonFile $file -InstallDir $ownDotnet -NoPath |
                ForEach-Object { [Console]::Error.WriteLine($_) }
        }
        else {
            & bash $script --jsonfile $file --install-dir $ownDotnet --no-path |
                ForEach-Object { [Console]::Error.WriteLine($_) }
        }
        if ($LASTEXITCODE -ne 0) { throw "$from failed: $byHand" }
    }
    finally { [IO.File]::Delete($script) }
    UseOwnDotnet
}

function SourceFiles($folder) {
    [IO.Directory]::GetFiles($folder)
    foreach ($below in [IO.Directory]::GetDirectories($folder)) {
        if ([IO.Path]::GetFileName($below) -notin 'bin', 'obj') { SourceFiles $below }
    }
}

# A hash of everything that the compiler reads: contents, not times.
function Stamp($dotnet) {
    $files = [Collections.Generic.List[string]]::new()
    SourceFiles ([IO.Path]::Combine($PSScriptRoot, 'build')) | ForEach-Object { $files.Add($_) }
    foreach ($pattern in '*.props', '*.targets', 'global.json', '.editorconfig') {
        [IO.Directory]::GetFiles($PSScriptRoot, $pattern) | ForEach-Object { $files.Add($_) }
    }
    $files.Sort([StringComparer]::Ordinal)
    $sdks = [IO.Path]::Combine((DotnetRoot $dotnet), 'sdk')
    $text = [Text.StringBuilder]::new()
    if ([IO.Directory]::Exists($sdks)) {
        $versions = [Collections.Generic.List[string]]::new()
        [IO.Directory]::GetDirectories($sdks) | ForEach-Object { $versions.Add([IO.Path]::GetFileName($_)) }
        $versions.Sort([StringComparer]::Ordinal)
        [void]$text.AppendLine([string]::Join(' ', $versions))
    }
    $sha = [Security.Cryptography.SHA256]::Create()
    foreach ($file in $files) {
        $stream = [IO.File]::OpenRead($file)
        try { $hash = [BitConverter]::ToString($sha.ComputeHash($stream)) } finally { $stream.Dispose() }
        [void]$text.Append($hash).Append(' ').AppendLine($file.Substring($PSScriptRoot.Length))
    }
    $bytes = [Text.Encoding]::UTF8.GetBytes($text.ToString())
    [BitConverter]::ToString($sha.ComputeHash($bytes)).Replace('-', '').ToLowerInvariant().Substring(0, 16)
}

function CopyFolder($from, $to) {
    [void][IO.Directory]::CreateDirectory($to)
    foreach ($file in [IO.Directory]::GetFiles($from)) {
        [IO.File]::Copy($file, [IO.Path]::Combine($to, [IO.Path]::GetFileName($file)))
    }
    foreach ($below in [IO.Directory]::GetDirectories($from)) {
        CopyFolder $below ([IO.Path]::Combine($to, [IO.Path]::GetFileName($below)))
    }
}

# Two builds at once: the second waits, then finds the first one's result. build.sh takes the same lock.
function Lock {
    [void][IO.Directory]::CreateDirectory($runs)
    $told = $false
    while ($true) {
        try {
            return [IO.FileStream]::new([IO.Path]::Combine($runs, 'lock'), [IO.FileMode]::OpenOrCreate,
                [IO.FileAccess]::ReadWrite, [IO.FileShare]::None)
        }
        catch [IO.IOException] {
            if (-not $told) { Say 'another build is running; waiting for it' }
            $told = $true
            [Threading.Thread]::Sleep(500)
        }
    }
}

function SdkIsThere {
    $dotnet = FindDotnet
    if (-not $dotnet) { return $false }
    # Its complaint is not shown, and redirecting it would end Windows PowerShell.
    $start = [Diagnostics.ProcessStartInfo]::new($dotnet, '--version')
    $start.WorkingDirectory = $PSScriptRoot
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $process = [Diagnostics.Process]::Start($start)
    [void]$process.StandardOutput.ReadToEndAsync()
    [void]$process.StandardError.ReadToEndAsync()
    $process.WaitForExit()
    $process.ExitCode -eq 0
}

function Build {
    if (-not (SdkIsThere)) { InstallSdk }
    $dotnet = FindDotnet
    $after = Stamp $dotnet
    $notice = 'Compiling the pipeline (once, about 40 s), then starting it...'
    while (-not [IO.Directory]::Exists([IO.Path]::Combine($runs, $after))) {
        $before = $after
        [Console]::Error.WriteLine($notice)
        # Without the analyzers, and apart from the builds that run them, as in build/compile.sh.
        & $dotnet build build/Build -c Release -v q -nologo -clp:NoSummary -p:RunAnalyzers=false -p:IntermediateOutputPath=obj/start/ |
            ForEach-Object { [Console]::Error.WriteLine($_) }
        if ($LASTEXITCODE -ne 0) { throw 'the pipeline does not compile; the errors are above' }
        $after = Stamp $dotnet
        # An edit during the build may or may not be in it.
        $notice = 'A source changed meanwhile: compiling again...'
        if ($before -eq $after) {
            $part = [IO.Path]::Combine($runs, "$after.part")
            if ([IO.Directory]::Exists($part)) { [IO.Directory]::Delete($part, $true) }
            CopyFolder ([IO.Path]::Combine($PSScriptRoot, 'build/Build/bin/Release/net10.0')) $part
            [IO.Directory]::Move($part, [IO.Path]::Combine($runs, $after))
        }
    }
    foreach ($old in [IO.Directory]::GetDirectories($runs)) {
        $idle = [DateTime]::UtcNow - [IO.Directory]::GetLastWriteTimeUtc($old)
        if (-not [IO.Path]::GetFileName($old).StartsWith($after) -and $idle.TotalDays -gt 1) {
            # A program that still runs from it keeps its folder on Windows; the next build tries again.
            try { [IO.Directory]::Delete($old, $true) } catch [IO.IOException], [UnauthorizedAccessException] { }
        }
    }
}

$code = 1
$location = $ExecutionContext.SessionState.Path.CurrentLocation
$path = $env:PATH
try {
    $env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
    $env:DOTNET_NOLOGO = '1'
    [void]$ExecutionContext.SessionState.Path.SetLocation($PSScriptRoot)
    $ownSdk = [IO.Path]::Combine($ownDotnet, 'sdk', $sdk)
    $dotnet = FindDotnet
    if ([IO.Directory]::Exists($ownSdk) -and
        -not ($dotnet -and [IO.Directory]::Exists([IO.Path]::Combine((DotnetRoot $dotnet), 'sdk', $sdk)))) {
        UseOwnDotnet
        $dotnet = FindDotnet
    }
    $now = if ($dotnet) { Stamp $dotnet } else { 'none' }
    if (-not [IO.Directory]::Exists([IO.Path]::Combine($runs, $now))) {
        $lock = Lock
        try { Build } finally { $lock.Dispose() }
        $dotnet = FindDotnet
        $now = Stamp $dotnet
    }
    & $dotnet ([IO.Path]::Combine($runs, $now, 'Build.dll')) @args
    $code = $LASTEXITCODE
}
catch { Say $_.Exception.Message }
finally {
    $env:PATH = $path
    [void]$ExecutionContext.SessionState.Path.SetLocation($location.Path)
}
exit $code
