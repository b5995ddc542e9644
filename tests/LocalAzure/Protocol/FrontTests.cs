using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Protocol;

public sealed class FrontTests
{
    private const string Version = "2024-03-01";

    [Fact]
    public async Task The_endpoints_are_told_without_a_token()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        using HttpClient client = LocalArm.ClientOf(arm.Server);
        JsonNode? one = JsonNode.Parse(
            await client.GetStringAsync(
                "/metadata/endpoints?api-version=2022-09-01",
                TestContext.Current.CancellationToken
            )
        );
        JsonNode? list = JsonNode.Parse(
            await client.GetStringAsync(
                "/metadata/endpoints?api-version=2020-06-01",
                TestContext.Current.CancellationToken
            )
        );
        Assert.Equal(arm.Server.Endpoint, new Uri(one!["resourceManager"]!.GetValue<string>()));
        Assert.Single(list!.AsArray());
    }

    [Fact]
    public async Task Answers_carry_ids_and_what_is_left_before_throttling()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer answer = await arm.SendAsync(
            "GET",
            $"{LocalArm.Subscription}/resourceGroups",
            null,
            Version,
            r => r.Headers.Add("x-ms-correlation-request-id", "mine")
        );
        Assert.Equal("mine", answer.Headers["x-ms-correlation-request-id"]);
        Assert.True(Guid.TryParse(answer.Headers["x-ms-request-id"], out _));
        Assert.Equal("249", answer.Headers["x-ms-ratelimit-remaining-subscription-reads"]);
    }

    [Theory]
    [InlineData("\u00e9t\u00e9")]
    [InlineData("a\u007fb")]
    [InlineData("")]
    public async Task A_correlation_id_that_no_answer_can_carry_is_replaced(string id)
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        byte[] request =
        [
            .. Encoding.ASCII.GetBytes(
                $"GET {LocalArm.Subscription}/resourceGroups?api-version={Version} HTTP/1.1\r\n"
            ),
            .. Encoding.ASCII.GetBytes(
                $"Host: localhost\r\nAuthorization: {arm.Bearer(arm.Server.OperatorPrincipalId)}\r\n"
            ),
            .. Encoding.UTF8.GetBytes($"x-ms-correlation-request-id: {id}\r\nConnection: close\r\n\r\n"),
        ];

        Assert.Equal(200, await RawBytes.StatusAsync(arm, request));
    }

    [Fact]
    public async Task Latency_is_added_to_every_answer_and_the_log_has_every_request()
    {
        await using LocalArm arm = await LocalArm.StartAsync(new() { Latency = TimeSpan.FromMilliseconds(60) });
        Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        await arm.GetAsync($"{LocalArm.Subscription}/resourceGroups/none", Version);
        Assert.True(watch.ElapsedMilliseconds >= 50);
        Assert.Equal(404, Assert.Single(arm.Server.Requests).Status);
    }

    [Fact]
    public async Task A_changed_resource_refuses_a_write_with_its_old_etag()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string nat =
            $"{LocalArm.Subscription}/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/publicIPAddresses/p";
        Answer made = await arm.PutAsync(nat, """{"location":"eastus2"}""", "2024-05-01");
        string etag = made.Json!["etag"]!.GetValue<string>();
        await arm.PutAsync(nat, """{"location":"eastus2","tags":{"a":"b"}}""", "2024-05-01");
        Answer refused = await arm.SendAsync(
            "PUT",
            nat,
            """{"location":"eastus2"}""",
            "2024-05-01",
            r => r.Headers.TryAddWithoutValidation("If-Match", etag)
        );
        Assert.Equal((412, "PreconditionFailed"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Tags_beyond_their_limits_are_refused()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer answer = await arm.PutAsync(
            $"{LocalArm.Subscription}/resourceGroups/x",
            """{"location":"eastus2","tags":{"a/b":"c"}}""",
            Version
        );
        Assert.Equal((400, "InvalidTagNameCharacters"), (answer.Status, answer.Code));
    }
}
