using System.Collections;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Jumpbox.Bicep;
using Jumpbox.Templates;
using StreamJsonRpc;

namespace LocalAzure.Tests.Deployments;

/// <summary>Microsoft's own evaluation of templates: one Bicep compiler for all tests of a class.</summary>
public sealed class BicepOracle : IAsyncLifetime
{
    private Process? _process;
    private JsonRpc? _rpc;

    public async ValueTask InitializeAsync()
    {
        BicepCli? cli = Find();
        if (cli is null)
        {
            return;
        }
        ProcessStartInfo start = new(cli.Path, ["jsonrpc", "--stdio"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_BUNDLE_EXTRACT_BASE_DIR"] = UnpackFolder;
        if (!OperatingSystem.IsWindows() && cli.Origin == "the pinned package")
        {
            File.SetUnixFileMode(cli.Path, File.GetUnixFileMode(cli.Path) | UnixFileMode.UserExecute);
        }
        _process = Process.Start(start)!;
        _process.BeginErrorReadLine();
        _rpc = new JsonRpc(
            new HeaderDelimitedMessageHandler(
                _process.StandardInput.BaseStream,
                _process.StandardOutput.BaseStream,
                new SystemTextJsonFormatter()
            )
        );
        _rpc.StartListening();
        await AskAsync("bicep/version", []);
    }

    /// <summary>Whether there is a compiler on this machine.</summary>
    public bool IsThere => _rpc is not null;

    /// <summary>The template that a .bicepparam file uses, and the values of its parameters.</summary>
    public async Task<(JsonObject Template, JsonObject Parameters)> CompileAsync(string file)
    {
        JsonNode answer = await AskAsync(
            "bicep/compileParams",
            new() { ["path"] = file, ["parameterOverrides"] = new JsonObject() }
        );
        string problems = string.Join(
            '\n',
            answer["diagnostics"]!
                .AsArray()
                .Where(d => d!["level"]!.GetValue<string>() == "Error")
                .Select(d => d!.ToJsonString())
        );
        Assert.True(answer["success"]!.GetValue<bool>(), $"{file} does not compile:\n{problems}");
        return (
            JsonNode.Parse(answer["template"]!.GetValue<string>())!.AsObject(),
            JsonNode.Parse(answer["parameters"]!.GetValue<string>())!["parameters"]!.AsObject()
        );
    }

    /// <summary>What it predicts: an object with predictedResources and outputs.</summary>
    /// <exception cref="RemoteInvocationException">It cannot evaluate the template.</exception>
    public async Task<JsonObject> PredictAsync(string file, Place place)
    {
        JsonNode answer = await AskAsync(
            "bicep/getSnapshot",
            new()
            {
                ["path"] = file,
                ["metadata"] = new JsonObject
                {
                    ["tenantId"] = Place.Tenant,
                    ["subscriptionId"] = Place.Subscription,
                    ["resourceGroup"] = place.ResourceGroup,
                    ["location"] = Place.Location,
                    ["deploymentName"] = Place.Deployment,
                },
                ["externalInputs"] = null,
            }
        );
        return JsonNode.Parse(answer["snapshot"]!.GetValue<string>())!.AsObject();
    }

    public async ValueTask DisposeAsync()
    {
        _rpc?.Dispose();
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
            _process.Dispose();
        }
    }

    private async Task<JsonNode> AskAsync(string method, JsonObject question) =>
        await _rpc!.InvokeWithParameterObjectAsync<JsonNode>(method, question, CancellationToken.None);

    private static BicepCli? Find()
    {
        try
        {
            return BicepCli.Find(
                Environment
                    .GetEnvironmentVariables()
                    .Cast<DictionaryEntry>()
                    .ToDictionary(v => (string)v.Key, v => (string)v.Value!)
            );
        }
        catch (BicepException)
        {
            return null;
        }
    }

    private static string UnpackFolder =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "jumpbox", "bicep");
}
