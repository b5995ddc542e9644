# Installs the pipeline at the version in dotnet-tools.json and runs it with the arguments given: ./build.ps1 --target=Build
# The same as build.sh. It calls .NET and no cmdlet of a module, so that Windows PowerShell 5.1 and PowerShell 7 run it alike.
$ErrorActionPreference = 'Stop'
$windows = [Environment]::OSVersion.Platform -eq [PlatformID]::Win32NT
$userFolder = [Environment]::GetFolderPath([Environment+SpecialFolder]::UserProfile)
$ownDotnet = if ($env:DOTNET_INSTALL_DIR) { $env:DOTNET_INSTALL_DIR } else { [IO.Path]::Combine($userFolder, '.dotnet') }
$packages = if ($env:NUGET_PACKAGES) { $env:NUGET_PACKAGES } else { [IO.Path]::Combine($userFolder, '.nuget', 'packages') }
if ([IO.File]::ReadAllText([IO.Path]::Combine($PSScriptRoot, 'global.json')) -match '"version":\s*"([^"]+)"') {
    $sdk = $Matches[1]
}
if ([IO.File]::ReadAllText([IO.Path]::Combine($PSScriptRoot, 'dotnet-tools.json')) -match
    '"aksjumpbox\.pipeline":[^}]*"version":\s*"([^"]+)"') {
    $version = $Matches[1]
}

function Say($text) { [Console]::Error.WriteLine("build.ps1: $text") }

function FindDotnet {
    $found = $ExecutionContext.InvokeCommand.GetCommand('dotnet', [Management.Automation.CommandTypes]::Application)
    if ($found) { $found.Path }
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
        if ($windows) {
            $shell = [Diagnostics.Process]::GetCurrentProcess().MainModule.FileName
            & $shell -NoProfile -ExecutionPolicy Bypass -File $script -JSonFile global.json -InstallDir $ownDotnet -NoPath |
                ForEach-Object { [Console]::Error.WriteLine($_) }
        }
        else {
            & bash $script --jsonfile global.json --install-dir $ownDotnet --no-path |
                ForEach-Object { [Console]::Error.WriteLine($_) }
        }
        if ($LASTEXITCODE -ne 0) { throw "$from failed: $byHand" }
    }
    finally { [IO.File]::Delete($script) }
}

$code = 1
$location = $ExecutionContext.SessionState.Path.CurrentLocation
$path = $env:PATH
try {
    $env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
    $env:DOTNET_NOLOGO = '1'
    [void]$ExecutionContext.SessionState.Path.SetLocation($PSScriptRoot)
    if (-not (SdkIsThere)) {
        if (-not [IO.Directory]::Exists([IO.Path]::Combine($ownDotnet, 'sdk', $sdk))) { InstallSdk }
        $env:DOTNET_ROOT = $ownDotnet
        $env:PATH = $ownDotnet + [IO.Path]::PathSeparator + $env:PATH
    }
    $dotnet = FindDotnet
    $program = [IO.Path]::Combine($packages, 'aksjumpbox.pipeline', $version, 'tools/net10.0/any/Build.dll')
    if (-not [IO.File]::Exists($program)) {
        Say "installing the pipeline $version (once)"
        & $dotnet tool restore | ForEach-Object { [Console]::Error.WriteLine($_) }
        if ($LASTEXITCODE -ne 0) {
            throw "cannot install AksJumpbox.Pipeline ${version}: check your package source (nuget.config) and the network"
        }
    }
    if ([IO.File]::Exists($program)) { & $dotnet $program @args } else { & $dotnet tool run jumpbox -- @args }
    $code = $LASTEXITCODE
}
catch { Say $_.Exception.Message }
finally {
    $env:PATH = $path
    [void]$ExecutionContext.SessionState.Path.SetLocation($location.Path)
}
exit $code
