using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Protocol;

/// <summary>Random and mutated requests: none may end in a 500, hang, or leave a store that does not open again.</summary>
public sealed class FuzzTests
{
    private static readonly int Requests = Fuzzing.Rounds(10_000);

    private static readonly string[] Methods = ["GET", "PUT", "PATCH", "POST", "DELETE", "HEAD", "OPTIONS", "MERGE"];
    private static readonly string[] Odd =
    [
        "",
        "/",
        "//",
        "..",
        "%00",
        "%2e%2e",
        "providers",
        "default",
        "a'b",
        "🚀",
        "x y",
        "{}",
        "$metadata",
        "*",
        "-1",
        new string('n', 300),
        "%E0%A4%A",
        "resourceGroups",
        "Microsoft.Network",
        "0c1b2a39-4857-4665-8d7c-9ba8c7d6e5f4",
    ];
    private static readonly string[] Options =
    [
        "$filter=atScope()",
        "$filter=(((",
        "$top=-5",
        "$top=2",
        "$skiptoken=%%",
        "$skiptoken=Mg==",
        "$expand=x,createdTime",
        "api-version=2024-03-01",
        "s=1&t=2",
        "$filter=tagName eq 'a' and",
        "$orderby=name desc",
    ];
    private static readonly string[] Values =
    [
        "null",
        "true",
        "0",
        "-1",
        "1e400",
        "\"\"",
        "\"x\"",
        "[]",
        "{}",
        "[[]]",
        "[null]",
        "{\"id\":1}",
        "{\"id\":null}",
        "\"10.0.0.0/8\"",
        "[{\"name\":\"a\",\"properties\":[]}]",
        "[{\"name\":null}]",
        "99999999999999999999",
        "\"\\u0000\"",
    ];
    private static readonly string[] Names =
    [
        "location",
        "tags",
        "properties",
        "identity",
        "sku",
        "id",
        "name",
        "addressSpace",
        "addressPrefixes",
        "subnets",
        "securityRules",
        "roleDefinitionId",
        "principalId",
        "permissions",
        "assignableScopes",
        "policyRule",
        "level",
        "source",
        "distribute",
        "customize",
        "resourceDetails",
        "template",
        "mode",
        "parameters",
        "operation",
        "accepted",
        "vmProfile",
    ];

    [Fact]
    public async Task Random_requests_are_answered_without_a_server_error_and_the_store_opens_again()
    {
        string folder = Directory.CreateTempSubdirectory("fuzz").FullName;
        try
        {
            ConcurrentBag<string> failures = new();
            await using (LocalArm arm = await LocalArm.StartAsync(new() { StateFolder = folder }))
            {
                (string Name, string Version)[] types = arm
                    .Server.Cloud.Types.All.Select(t =>
                        (t.Name, Version: t.ApiVersions is [.., var last] ? last : "2024-03-01")
                    )
                    .ToArray();
                await Parallel.ForAsync(
                    0,
                    Requests,
                    new ParallelOptions
                    {
                        MaxDegreeOfParallelism = 4,
                        CancellationToken = TestContext.Current.CancellationToken,
                    },
                    async (i, cancellationToken) => await SendAsync(arm, types, i, failures, cancellationToken)
                );
                Assert.True(failures.IsEmpty, string.Join('\n', failures.Take(10)));
                Assert.Equal(200, (await arm.GetAsync($"{LocalArm.Subscription}/resourceGroups", "2024-03-01")).Status);
            }
            await using LocalArm again = await LocalArm.StartAsync(new() { StateFolder = folder });
            Assert.Equal(200, (await again.GetAsync($"{LocalArm.Subscription}/resourceGroups", "2024-03-01")).Status);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SendAsync(
        LocalArm arm,
        (string Name, string Version)[] types,
        int i,
        ConcurrentBag<string> failures,
        CancellationToken cancellationToken
    )
    {
        Random random = new(Fuzzing.Seed ^ i);
        (string? type, string? version) = Pick(random, types);
        string path = PathOf(random, type);
        string method = Pick(random, Methods);
        string query =
            $"api-version={(random.Next(20) == 0 ? "x" : version)}"
            + (random.Next(3) == 0 ? "&" + Pick(random, Options) : "");
        using HttpRequestMessage request = new(
            new HttpMethod(method),
            new Uri($"{arm.Server.Endpoint}{path.TrimStart('/')}?{query}")
        );
        string body = method is "GET" or "HEAD" ? "" : BodyOf(random);
        if (body.Length > 0)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        using HttpResponseMessage response = await arm.Client.SendAsync(request, limit.Token);
        string text = await response.Content.ReadAsStringAsync(limit.Token);
        if (
            response.StatusCode == HttpStatusCode.InternalServerError
            || text.Contains("   at ", StringComparison.Ordinal)
        )
        {
            failures.Add(
                $"seed {Fuzzing.Seed}, request {i}: {method} {path}?{query} {body} -> {(int)response.StatusCode} {text}"
            );
        }
    }

    private static string PathOf(Random random, string type)
    {
        string[] parts = type.Split('/');
        string scope = random.Next(6) switch
        {
            0 => "",
            1 => LocalArm.Subscription,
            2 => $"{LocalArm.Subscription}/resourceGroups/rg-missing",
            _ => $"{LocalArm.Subscription}/resourceGroups/rg-network-eastus2",
        };
        StringBuilder builder = new(scope);
        if (parts[0] != "Microsoft.Resources" || random.Next(3) == 0)
        {
            builder.Append("/providers/").Append(parts[0]);
        }
        foreach (string part in parts.Skip(1))
        {
            builder.Append('/').Append(part);
            if (random.Next(8) != 0)
            {
                builder
                    .Append('/')
                    .Append(
                        random.Next(3) == 0
                            ? Pick(random, Odd)
                            : Pick(random, ["a", "vnet-imagebuilder", "eastus2", "default"])
                    );
            }
        }
        if (random.Next(10) == 0)
        {
            builder.Append('/').Append(Pick(random, ["run", "cancel", "register", "listKeys", "validate", "x"]));
        }
        return builder.ToString();
    }

    private static string BodyOf(Random random)
    {
        switch (random.Next(12))
        {
            case 0:
                return "";
            case 1:
                return Pick(
                    random,
                    ["{", "[]", "null", "\"x\"", "{\"a\":1,\"a\":2}", "\uFEFF{}", new string('[', 500)]
                );
        }
        JsonObject body = new() { ["location"] = "eastus2" };
        JsonObject properties = new();
        for (int n = random.Next(4); n > 0; n--)
        {
            Set(random.Next(3) == 0 ? body : properties, Pick(random, Names), Pick(random, Values));
        }
        if (random.Next(5) > 0 && !body.ContainsKey("properties"))
        {
            body["properties"] = properties;
        }
        return body.ToJsonString();
    }

    private static void Set(JsonObject body, string name, string value) =>
        body[name] = value is "1e400" or "99999999999999999999" ? 1e300 : JsonNode.Parse(value);

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
