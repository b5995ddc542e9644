using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

public sealed class NotingLifetime(Notes notes) : FrostingLifetime
{
    public override void Setup(ICakeContext context, ISetupContext info) => notes.Add("setup");

    public override void Teardown(ICakeContext context, ITeardownContext info) =>
        notes.Add(info.Successful ? "teardown" : $"teardown after {info.ThrownException?.Message}");
}
