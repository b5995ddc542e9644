using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using Build.Clouds;
using Build.Run;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Signing.Dsse;
using Jumpbox.Signing.Keys;
using Jumpbox.Signing.Tests;
using LocalAzure;
using Microsoft.AspNetCore.Http;

namespace Pipeline.Tests;

/// <summary>Logs signs with a key in Key Vault, and Gate verifies with it and signs its verdict: LocalAzure behind a vault.</summary>
public sealed class SigningWithAVault : IAsyncLifetime
{
    private const string Envelope = "provenance.intoto.jsonl";
    private const string Verdict = "gate.vsa.intoto.jsonl";

    private readonly PipelineRun _pipeline;
    private LocalAzureServer _azure = null!;
    private VaultStandIn _vault = null!;
    private HttpClient _client = null!;

    public SigningWithAVault() => _pipeline = new PipelineRun { Connect = Connect };

    public async ValueTask InitializeAsync()
    {
        _azure = await LocalAzureServer.StartAsync(new LocalAzureOptions());
        _client = new HttpClient(
            new HttpClientHandler
            {
                AllowAutoRedirect = false,
                ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
                    certificate?.Issuer == _azure.CertificateAuthority.Subject,
            }
        );
        _vault = await VaultStandIn.StartAsync();
        _vault.Others = ForwardAsync;
    }

    public async ValueTask DisposeAsync()
    {
        _pipeline.Dispose();
        await _vault.DisposeAsync();
        _client.Dispose();
        await _azure.DisposeAsync();
    }

    [Fact]
    public async Task Evidence_and_verdict_are_signed_with_the_key_and_nothing_else_passes()
    {
        string key = $"--set=signing.key={_vault.KeyId}";
        string allowed = $"--set=gate.signers.0=key:{_vault.KeyId}";
        (await _pipeline.RunAsync("Logs", key)).Expect(0);

        RunResult good = (await _pipeline.RunAsync("Gate", key, allowed)).Expect(1);
        Assert.Contains($"by the key {_vault.KeyId}, builder urn:jumpbox:workstation", good.Output);
        Assert.StartsWith("pass: ", Outcome("signature"));
        Assert.Contains("Not from the settings file: gate.signers.0=", good.Everything);
        JsonObject summary = Signed(Verdict)["predicate"]!.AsObject();
        Assert.Equal("FAILED", (string?)summary["verificationResult"]);
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_pipeline.Text(Envelope)))),
            (string?)summary["inputAttestations"]![0]!["digest"]!["sha256"]
        );
        Assert.Equal(
            (string?)_pipeline.Json("image.json")["contentHash"],
            (string?)Signed(Verdict)["subject"]![0]!["digest"]!["jumpboxContentSha256"]
        );

        (await _pipeline.RunAsync("Gate", key, $"{allowed};builder=https://ci.example/other")).Expect(1);
        Assert.StartsWith("fail: ", Outcome("signature"));
        Assert.Equal("FAILED", (string?)Signed(Verdict)["predicate"]!["verificationResult"]);
        (await _pipeline.RunAsync("Gate", $"--set=gate.signers.0=key:sha256:{new string('0', 64)}")).Expect(1);
        Assert.StartsWith("fail: ", Outcome("signature"));
        string text = _pipeline.Text("provenance.json");
        File.WriteAllText(Path.Combine(_pipeline.Artifacts, "provenance.json"), text + " ");
        (await _pipeline.RunAsync("Gate", allowed)).Expect(1);
        Assert.StartsWith("fail: ", Outcome("signature"));
        File.WriteAllText(Path.Combine(_pipeline.Artifacts, "provenance.json"), text);

        _vault.Refusal = "Caller is not authorized to perform action on resource.";
        (await _pipeline.RunAsync("Gate", allowed)).Expect(1);
        Assert.StartsWith("unknown: ", Outcome("signature"));
        _vault.Refusal = null;

        (await _pipeline.RunAsync("Logs", "--set=signing.key=none")).Expect(0);
        Assert.False(_pipeline.Has(Envelope));
        (await _pipeline.RunAsync("Gate", "--set=signing.key=none", allowed)).Expect(1);
        Assert.StartsWith("fail: ", Outcome("signature"));
        Assert.False(_pipeline.Has(Verdict));
    }

    private string Outcome(string rule)
    {
        JsonNode verdict = _pipeline.Json("gate.json")["rules"]!.AsArray().Single(one => (string?)one!["id"] == rule)!;
        return $"{verdict["outcome"]}: {verdict["evidence"]}";
    }

    // The statement of an envelope that the vault's key signed.
    private JsonObject Signed(string name)
    {
        JsonObject envelope = _pipeline.Json(name);
        byte[] payload = Convert.FromBase64String((string)envelope["payload"]!);
        SigningKey key = SigningKey.Of(_vault.Key.ExportSubjectPublicKeyInfo());
        Assert.True(
            key.Verifies(
                DsseEnvelope.Encode((string)envelope["payloadType"]!, payload),
                Convert.FromBase64String((string)envelope["signatures"]![0]!["sig"]!)
            )
        );
        return JsonNode.Parse(payload)!.AsObject();
    }

    private AzureSession Connect(BuildContext context) =>
        new(
            AzureCloud.Custom("local", _vault.Endpoint, audience: "https://management.azure.com"),
            DelegatedTokenCredential.Create((request, _) => TokenFor(request.Scopes[0])),
            CloudConnection.Options(context) with
            {
                CertificateAuthority = _vault.Authority,
                PollDelay = DelayStrategy.CreateFixedDelayStrategy(TimeSpan.FromMilliseconds(5)),
                RetryDelay = DelayStrategy.CreateFixedDelayStrategy(TimeSpan.FromMilliseconds(5)),
            }
        );

    private AccessToken TokenFor(string scope) =>
        new(
            scope.Contains("vault", StringComparison.Ordinal)
                ? VaultStandIn.Token
                : _azure.IssueToken(
                    scope.Replace("/.default", "", StringComparison.Ordinal),
                    _azure.OperatorPrincipalId,
                    TimeSpan.FromHours(1)
                ),
            DateTimeOffset.UtcNow.AddHours(1)
        );

    // Addresses in answers are the vault's, so that all requests come through it.
    private async Task ForwardAsync(HttpContext context)
    {
        string from = _azure.Endpoint.GetLeftPart(UriPartial.Authority);
        string to = _vault.Endpoint.GetLeftPart(UriPartial.Authority);
        using HttpRequestMessage request = new(
            new HttpMethod(context.Request.Method),
            from + context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent()
        );
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body.ToArray());
        }
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in context.Request.Headers)
        {
            if (name is not ("Host" or "Content-Length" or "Accept-Encoding"))
            {
                _ =
                    request.Headers.TryAddWithoutValidation(name, values.ToArray())
                    || request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray()) == true;
            }
        }
        using HttpResponseMessage answer = await _client.SendAsync(request);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (name is not ("Content-Length" or "Transfer-Encoding"))
            {
                context.Response.Headers[name] = values
                    .Select(value => value.Replace(from, to, StringComparison.Ordinal))
                    .ToArray();
            }
        }
        byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
        if (bytes.Length > 0)
        {
            await context.Response.Body.WriteAsync(
                Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace(from, to, StringComparison.Ordinal))
            );
        }
    }
}
