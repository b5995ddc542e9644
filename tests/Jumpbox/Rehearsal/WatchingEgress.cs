using Jumpbox.Rehearsal;

namespace Jumpbox.Tests.Rehearsal;

public sealed class WatchingEgress : IDisposable
{
    private readonly RehearsalLab _lab = new();

    [Fact]
    public async Task Whatever_the_egress_list_does_not_name_is_a_finding()
    {
        RehearsalResult result = await _lab.RunAsync(
            _lab.With(
                "wait-for-cloud-init",
                "curl -sS --max-time 5 https://telemetry.example.com/ || :",
                "curl -sS --max-time 5 http://203.0.113.7:8080/ || :",
                "curl -sS --max-time 5 http://github.com/ || :",
                "bash -c 'echo x >/dev/udp/203.0.113.8/123' || :"
            )
        );

        Assert.Null(result.Failed);
        string[] addresses = ["address 203.0.113.7:8080/tcp", "address 203.0.113.8:123/udp"];
        Assert.Equal(
            [
                // Containers do not see those, and say so.
                .. result.NotShown.Any(line => line.StartsWith("attempts to call addresses", StringComparison.Ordinal))
                    ? []
                    : addresses,
                "host github.com:80",
                "name telemetry.example.com",
            ],
            result.Findings.Order(StringComparer.Ordinal)
        );
        RehearsalException failure = Assert.Throws<RehearsalException>(() => result.RequireSuccess("folder"));
        Assert.Contains("telemetry.example.com", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_the_list_forgot_is_found()
    {
        RehearsalRequest request = _lab.Request;
        RehearsalResult result = await _lab.RunAsync(
            request with
            {
                Egress = [.. request.Egress.Where(entry => entry != "get.helm.sh:443")],
            }
        );

        _lab.Stopped(result, "download-tools", "the host name is not known", "check egress to this host");
        Assert.Equal(["name get.helm.sh"], result.Findings);
    }

    public void Dispose() => _lab.Dispose();
}
