import type { ZonePurpose } from '../api/hub'

/**
 * Event classes (GB/T 30428.2, event/…) that a thing which lies or stands too long can be. The first is what the detectors
 * take by themselves. Classes that need a person, a sound or a meter are left out.
 */
export const categoriesOf: Partial<Record<ZonePurpose, readonly string[]>> = {
  dumping: [
    'event/0110', 'event/0111', 'event/0114', 'event/0118', 'event/0135', 'event/0136', 'event/0192', 'event/0305', 'event/0306',
  ],
  occupancy: [
    'event/0406', 'event/0405', 'event/0401', 'event/0404', 'event/0410', 'event/0491', 'event/0492', 'event/0493', 'event/0494',
    'event/0495', 'event/0496', 'event/0302', 'event/0196', 'event/0698',
  ],
}
