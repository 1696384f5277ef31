using UrbanGrid.Hub.Setup;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Setup;

public sealed class FirstStartTests
{
    [Fact]
    public async Task A_second_start_changes_nothing_and_the_credentials_stay_valid()
    {
        var hub = new HubUnderTest();
        await hub.InitializeAsync();
        try
        {
            var before = hub.Credentials;
            var path = hub.Options.PathOf(FirstStart.CredentialsFile);
            var written = File.GetLastWriteTimeUtc(path);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path));
            int devices;
            using (var leader = await hub.SignInAsync("leader"))
            {
                devices = (int)(await leader.GetAsync("/system"))["devicesTotal"]!;
            }

            await hub.RestartAsync();
            Assert.Equal(written, File.GetLastWriteTimeUtc(path));
            Assert.Equal(before.Devices, hub.Credentials.Devices);
            using var again = await hub.SignInAsync("leader");
            Assert.Equal(devices, (int)(await again.GetAsync("/system"))["devicesTotal"]!);
            Assert.Contains(before.Devices, d => d.Id == DeviceSetup.EdgeAgent);
        }
        finally
        {
            await hub.DisposeAsync();
        }
    }
}
