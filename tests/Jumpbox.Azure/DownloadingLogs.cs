using Jumpbox.Azure.Arm;
using Jumpbox.Azure.ImageBuilds;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Azure.Tests;

/// <summary>Whatever storage does about the logs is a reason why there is none, and never the end of a run.</summary>
public sealed class DownloadingLogs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-logs-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_network_that_breaks_off_again_and_again()
    {
        LogDownloadOutcome outcome = await HarvestAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        Assert.Contains("list the stored build logs", outcome.Missing, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(302, "", "", "302")]
    [InlineData(304, "", "", "304")]
    [InlineData(401, """{"error":{"code":"Odd","message":"no"}}""", "application/json", "Odd (401)")]
    [InlineData(403, "<html><body>Blocked by the firewall</body></html>", "text/html", "Http403")]
    [InlineData(404, "<html><body>No such page</body></html>", "text/html", "Http404")]
    [InlineData(418, "short and stout", "application/json", "Http418")]
    [InlineData(502, "<html>", "application/xml", "Http502")]
    [InlineData(999, "", "application/json", "999")]
    public async Task A_refusal_that_is_not_the_storages_keeps_its_status(
        int status,
        string body,
        string type,
        string told
    )
    {
        LogDownloadOutcome outcome = await HarvestAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            if (body.Length > 0)
            {
                await context.Response.WriteAsync(body, Cancel);
            }
        });

        Assert.Contains(told, outcome.Missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_of_the_storage_that_has_no_body_is_known_by_its_header()
    {
        LogDownloadOutcome outcome = await HarvestAsync(context =>
        {
            context.Response.StatusCode = 409;
            context.Response.Headers["x-ms-error-code"] = "PublicAccessNotPermitted";
            return Task.CompletedTask;
        });

        Assert.Contains("PublicAccessNotPermitted", outcome.Missing, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "no list of blobs")]
    [InlineData(200, "<EnumerationResults>")]
    [InlineData(409, "")]
    [InlineData(418, "\u001b[31m")]
    public async Task An_answer_that_nobody_expects(int status, string body)
    {
        LogDownloadOutcome outcome = await HarvestAsync(async context =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body, Cancel);
        });

        Assert.Empty(outcome.Files);
        Assert.NotEmpty(outcome.Missing!);
        Assert.DoesNotContain('\u001b', outcome.Missing!);
    }

    [Fact]
    public async Task A_log_whose_name_leads_elsewhere_is_not_written_there()
    {
        LogDownloadOutcome outcome = await HarvestAsync(context =>
            context.Request.Query.ContainsKey("comp")
                ? context.Response.WriteAsync(
                    "<?xml version=\"1.0\"?><EnumerationResults><Blobs><Blob><Name>run/..</Name><Properties>"
                        + "<Last-Modified>Fri, 20 Nov 2026 10:00:00 GMT</Last-Modified><Etag>0x0</Etag>"
                        + "<Content-Length>1</Content-Length></Properties></Blob></Blobs><NextMarker/></EnumerationResults>",
                    Cancel
                )
                : context.Response.WriteAsync("x", Cancel)
        );

        Assert.NotEmpty(outcome.Missing!);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_log_of_which_less_comes_than_is_stored_is_not_downloaded()
    {
        LogDownloadOutcome outcome = await HarvestAsync(context =>
            context.Request.Query.ContainsKey("comp")
                ? context.Response.WriteAsync(
                    "<?xml version=\"1.0\"?><EnumerationResults><Blobs><Blob><Name>run/validation.log</Name><Properties>"
                        + "<Last-Modified>Fri, 20 Nov 2026 10:00:00 GMT</Last-Modified><Etag>0x0</Etag>"
                        + "<Content-Length>3</Content-Length></Properties></Blob></Blobs><NextMarker/></EnumerationResults>",
                    Cancel
                )
                : Task.CompletedTask
        );

        Assert.Contains("has 0 of the 3 bytes of validation.log", outcome.Missing, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<LogDownloadOutcome> HarvestAsync(Func<HttpContext, Task> storage) =>
        StagedLogs.DownloadAsync(
            _folder,
            storage,
            new AzureSessionOptions { RetryDelay = new NoDelay(), RetryBudget = TimeSpan.FromSeconds(1) }
        );
}
