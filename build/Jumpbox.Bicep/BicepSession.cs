using System.Diagnostics;
using System.Text.Json.Nodes;
using Jumpbox.Templates;
using StreamJsonRpc;

namespace Jumpbox.Bicep;

/// <summary>
/// A running Bicep compiler, called over JSON-RPC. Starting takes seconds and a response milliseconds, so there is one
/// per run. It reads each file only once: write a file before the request, and use a new name for new content.
/// </summary>
internal sealed class BicepSession : IAsyncDisposable
{
    private readonly Process _process;
    private readonly JsonRpc _rpc;

    private BicepSession(Process process, JsonRpc rpc, Version version)
    {
        _process = process;
        _rpc = rpc;
        Version = version;
    }

    /// <summary>The compiler's version.</summary>
    public Version Version { get; }

    /// <summary>Starts a compiler and reads its version.</summary>
    /// <param name="cli">The program.</param>
    /// <param name="unpackFolder">The folder in which the program unpacks itself; kept between runs.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="BicepException">It does not start, or is too old.</exception>
    public static async Task<BicepSession> StartAsync(
        BicepCli cli,
        string unpackFolder,
        CancellationToken cancellationToken
    )
    {
        ProcessStartInfo start = new(cli.Path, ["jsonrpc", "--stdio"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_BUNDLE_EXTRACT_BASE_DIR"] = unpackFolder;
        // The process is killed, which would leave its debugger's sockets in the temporary folder.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        Process process = Launch(cli, start);
        // Ctrl+C in a terminal reaches every process of the group, so it ends the compiler too.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        JsonRpc rpc = new(
            new HeaderDelimitedMessageHandler(
                process.StandardInput.BaseStream,
                process.StandardOutput.BaseStream,
                new SystemTextJsonFormatter()
            )
        );
        rpc.StartListening();
        try
        {
            JsonNode answer = await AskAsync(rpc, "bicep/version", [], cancellationToken);
            BicepSession session = new(process, rpc, ReadVersion((string?)answer["version"]));
            return session.Version >= BicepCli.OldestVersion
                ? session
                : throw new BicepException(
                    $"Bicep {session.Version} from {cli.Origin} ({cli.Path}) is too old: at least {BicepCli.OldestVersion} is "
                        + $"required, {BicepCli.PinnedVersion} is tested. Run 'az bicep upgrade'."
                );
        }
        catch
        {
            await EndAsync(process, rpc);
            throw;
        }
    }

    /// <summary>Compiles a template.</summary>
    /// <param name="file">The <c>.bicep</c> file.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The template as ARM JSON.</returns>
    /// <exception cref="BicepException">The compiler reports a problem, even if only a warning.</exception>
    public async Task<JsonObject> CompileAsync(string file, CancellationToken cancellationToken)
    {
        JsonNode answer = await AskAsync(_rpc, "bicep/compile", new() { ["path"] = file }, cancellationToken);
        BicepDiagnostic[] remarks =
        [
            .. (answer["diagnostics"] as JsonArray ?? [])
                .Select(item => Remark(item!))
                .Where(item => item.Level != "Info"),
        ];
        return remarks.Length == 0 && (string?)answer["contents"] is { } contents
            ? JsonNode.Parse(contents)!.AsObject()
            : throw new BicepException(remarks);
    }

    /// <summary>Evaluates a template with its parameters, offline.</summary>
    /// <param name="file">The <c>.bicepparam</c> file.</param>
    /// <param name="place">The target of the deployment.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="BicepException">It cannot be evaluated. Compile first: the compiler reports more.</exception>
    public async Task<Prediction> PredictAsync(string file, DeploymentPlace place, CancellationToken cancellationToken)
    {
        JsonObject question = new()
        {
            ["path"] = file,
            ["metadata"] = new JsonObject
            {
                ["tenantId"] = place.TenantId,
                ["subscriptionId"] = place.SubscriptionId,
                ["resourceGroup"] = place.ResourceGroup,
                ["location"] = place.Location,
                ["deploymentName"] = place.DeploymentName,
            },
            ["externalInputs"] = null,
        };
        JsonNode answer = await AskAsync(_rpc, "bicep/getSnapshot", question, cancellationToken);
        JsonObject snapshot = JsonNode.Parse((string?)answer["snapshot"] ?? "{}")!.AsObject();
        return new Prediction(
            [.. (snapshot["predictedResources"] as JsonArray ?? []).Select(item => item!.DeepClone().AsObject())],
            snapshot["outputs"]?.DeepClone().AsObject() ?? []
        );
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await EndAsync(_process, _rpc);

    private static Process Launch(BicepCli cli, ProcessStartInfo start)
    {
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                // A package's files may lack the execute permission.
                File.SetUnixFileMode(cli.Path, File.GetUnixFileMode(cli.Path) | UnixFileMode.UserExecute);
            }
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's file: if it cannot be run, the start reports it.
        }
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new BicepException(
                $"The Bicep compiler from {cli.Origin} ({cli.Path}) does not start: {error.Message}. "
                    + "Check that the file is for this platform and executable, or set BICEP_PATH to another."
            );
        }
    }

    private static async Task<JsonNode> AskAsync(
        JsonRpc rpc,
        string method,
        JsonObject question,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await rpc.InvokeWithParameterObjectAsync<JsonNode>(method, question, cancellationToken);
        }
        catch (RemoteInvocationException error)
        {
            throw new BicepException($"The Bicep compiler failed at {method} {question["path"]}: {error.Message}");
        }
        catch (ConnectionLostException)
        {
            throw new BicepException(
                $"The Bicep compiler exited before completing {method} {question["path"]}. Run the target again; "
                    + "if this persists, run 'bicep jsonrpc --stdio' by hand to see why."
            );
        }
    }

    private static BicepDiagnostic Remark(JsonNode item) =>
        new(
            (string?)item["source"] ?? "",
            ((int?)item["range"]?["start"]?["line"] ?? 0) + 1,
            ((int?)item["range"]?["start"]?["char"] ?? 0) + 1,
            (string?)item["level"] ?? "",
            (string?)item["code"] ?? "",
            (string?)item["message"] ?? ""
        );

    private static Version ReadVersion(string? text) =>
        Version.TryParse((text ?? "").Split('-', '+')[0], out Version? version) ? version : new Version(0, 0);

    private static async Task EndAsync(Process process, JsonRpc rpc)
    {
        rpc.Dispose();
        try
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // It has already exited.
        }
        process.Dispose();
    }
}
