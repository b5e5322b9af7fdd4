# What a container of Serai may do, for kernels with AppArmor. Load it once:
#   apparmor_parser -r sandbox-images/apparmor.profile
# The hub then puts its containers under it. Whatever is not allowed here is denied.
abi <abi/3.0>,

include <tunables/global>

profile serai-sandbox flags=(attach_disconnected,mediate_deleted) {
  # Programs and libraries of the image.
  / r,
  /{bin,sbin,lib,lib32,lib64,usr,opt,etc,var}/{,**} rm,
  /{bin,sbin,usr/bin,usr/sbin,usr/local/bin,usr/libexec}/** ix,
  /usr/lib/** ix,

  # The job's own scratch; programs that it writes there may run, as confined as itself.
  owner /sandbox/{,**} rwlkmix,
  owner /tmp/{,**} rwlkmix,
  /sandbox/ rw,
  /tmp/ rw,
  /dev/shm/{,**} rwlkm,

  # Devices that hold nothing.
  /dev/{null,zero,full,random,urandom,tty,ptmx} rw,
  /dev/pts/{,*} rw,
  /dev/{fd,stdin,stdout,stderr} r,

  # What the machine and its own processes say of themselves.
  @{PROC}/ r,
  @{PROC}/{cpuinfo,meminfo,stat,uptime,loadavg,version,filesystems,mounts} r,
  @{PROC}/sys/{kernel,vm,fs}/** r,
  @{PROC}/@{pid}/{,**} r,
  @{PROC}/@{pid}/oom_score_adj rw,
  @{PROC}/@{pid}/{comm,coredump_filter} rw,
  deny @{PROC}/{kcore,kmsg,keys,timer_list,sysrq-trigger} rwklx,
  deny @{PROC}/sys/** wklx,
  /sys/{,devices/system/cpu/{,**}} r,
  deny /sys/{firmware,kernel}/** rwklx,

  # Its own loopback only: the container has no other interface.
  network unix,
  network inet stream,
  network inet dgram,
  network inet6 stream,
  network inet6 dgram,
  network netlink raw,
  deny network packet,
  deny network raw,

  # Signals among its own processes, and from the engine that ends it.
  signal (send, receive) peer=serai-sandbox,
  signal (receive) peer=unconfined,
  signal (receive) peer=runc,

  deny capability,
  deny mount,
  deny umount,
  deny pivot_root,
  deny ptrace,
}
